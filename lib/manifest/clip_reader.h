#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "manifest/fields.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"

namespace manifest {

/// The largest texts of one clip, with those of 'defaults', and of all clips of a manifest.
inline constexpr std::size_t kMaxClipBytes = std::size_t{256} << 10;
inline constexpr std::size_t kMaxClipsBytes = kMaxExpandedBytes;
/// Bytes of the texts of a clip.
std::size_t bytes_of(const model::Clip& clip);

/// What the head of a manifest declares for its clips.
struct Declared {
  const Taxonomy* taxonomy = nullptr;  ///< null if it could not be read: labels are not checked
  std::vector<std::string> sources;    ///< sorted
  std::vector<std::string> licences;
  std::filesystem::path folder;
  std::vector<std::filesystem::path> follow_links = {};  ///< links may lead out of the folder to below these
};

/// An SPDX id or a declared LicenseRef-…; empty if it is absent or unknown.
std::string read_licence(const Fields& fields, std::string_view name, const std::vector<std::string>& declared);

/// The `defaults` of a manifest: a clip without id and object.
model::Clip read_defaults(const Fields& fields, const Declared& declared);
/// An entry of `clips`. Its values replace the defaults; labels axis by axis, attributes key by key.
model::Clip read_clip(const Fields& fields, const model::Clip& defaults, const Declared& declared);

/// The keys of `defaults` and of a clip.
const std::vector<std::string>& default_keys();
const std::vector<std::string>& clip_keys();

}  // namespace manifest
