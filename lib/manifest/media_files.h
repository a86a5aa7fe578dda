#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "manifest/problem.h"

namespace manifest {

/// A file that may become clips.
struct MediaFile {
  std::string path;  ///< below its folder, parts separated by '/'
  std::optional<base::Digest> sha256;
  std::string wrong;  ///< why it cannot be used; empty: it can
};

/// What is left alone: no media by its extension, hidden, or a link to a folder. A folder's path ends in '/'.
struct IgnoredFile {
  std::string path;
  std::string reason;
  auto operator<=>(const IgnoredFile&) const = default;
};

struct MediaFiles {
  std::vector<MediaFile> files;      ///< sorted by path
  std::vector<IgnoredFile> ignored;  ///< sorted
};

/// The files of a folder and those below that are media by their extension (model/media_format.h), each with its
/// digest; those of formats that are not read are wrong. Links to folders are followed where they lead to one below
/// `follow_links`. Throws NotFound, Denied, Io, or InvalidInput for more than a million files.
MediaFiles list_media(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& follow_links = {});

/// What `sha256sum` prints, a line a file. Notes what is no such line; a file that stands there twice is wrong.
MediaFiles read_sums(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace manifest
