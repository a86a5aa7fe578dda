#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/findings.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "model/clip.h"
#include "model/found_sector.h"
#include "model/overlay.h"
#include "publish/whole_pictures.h"

namespace publish {

/// A clip as a person checks it: its whole picture, with what was found in it.
struct OverviewTile {
  model::Clip clip;
  std::string manifest;
  std::string jpeg;  ///< the picture, reduced; empty if the file cannot be read
  std::string why;   ///< the reason for a missing picture; empty if there is one
  int width = 0;     ///< of the displayed picture
  int height = 0;
  int jpeg_width = 0;
  int jpeg_height = 0;
  std::optional<model::FoundSector> found;  ///< nothing: not looked for
  std::vector<model::Overlay> overlays;     ///< looked for where a sector was
  std::optional<model::Region> region;      ///< that the frames are cropped to; nothing: they are not
  std::vector<catalog::FindingRow> findings;
};

struct Overview {
  std::string title;
  std::vector<OverviewTile> tiles;          ///< sectors with the least confidence first; then clips without, by id
  std::size_t more = 0;                     ///< clips that are not shown, because there are too many
  std::vector<std::string> without_frames;  ///< clips that have not been imported
  std::vector<std::string> where;           ///< filters, as given
};

struct OverviewOptions {
  std::vector<catalog::Filter> where = {};  ///< of `list clips`
  std::size_t max_clips = 2000;
  WholePictures::Workers workers = {};
  std::function<void(std::int64_t done, std::int64_t total)> progress = {};
};

/// Decodes a picture of each clip in sealed workers; one whose file cannot be read has the reason instead. Throws
/// InvalidInput for filters that `list clips` does not accept.
Overview make_overview(curate::Dataset& dataset, const OverviewOptions& options);

}  // namespace publish
