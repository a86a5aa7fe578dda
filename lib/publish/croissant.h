#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/digest.h"
#include "curate/release/licences.h"
#include "publish/classes.h"
#include "publish/export_notes.h"
#include "publish/selection.h"

namespace publish {

/// A file with pictures: a frame, a video, or a tar file of frames, which has neither clip nor label of its own.
struct MediaFile {
  std::string path;
  std::string clip;
  std::string label;
  std::string part;                       ///< of the split; empty without one
  std::set<std::string> extensions = {};  ///< of the pictures in a tar file: ".png", ".jpg"
};

/// What a Croissant file says of an export.
struct CroissantFacts {
  const Selection& selection;  ///< what was exported
  const Sources& sources;
  const curate::LicenceLookup& licences;
  const Classes& classes;
  std::vector<std::string> parts;
  std::vector<MediaFile> media;
  std::string catalog_digest;
};

/// The name of the table of media files that the Croissant file reads.
inline constexpr const char* kMediaTable = "files.csv";
/// That table: path, sha256, clip, label, split; sorted by path.
std::string media_csv(const CroissantFacts& facts, const std::map<std::string, base::Digest>& digests);

/// The text of croissant.json: JSON-LD after Croissant 1.0 (http://mlcommons.org/croissant/1.0) with the keys of
/// Croissant RAI 1.0 that the catalog can fill. `digests`: of all files of the export so far, kMediaTable among them.
/// Without a date, creator and address, which a publisher adds.
std::string croissant_json(const CroissantFacts& facts, const std::map<std::string, base::Digest>& digests);

}  // namespace publish
