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
  std::string path;  ///< relative to the folder, separated by '/'
  std::optional<base::Digest> sha256;
  std::string wrong;  ///< why it cannot be used; empty: it can
};

/// A file or folder that is left out: hidden, a link to a folder, or without a media extension. A folder ends in '/'.
struct IgnoredFile {
  std::string path;
  std::string reason;
  auto operator<=>(const IgnoredFile&) const = default;
};

struct MediaFiles {
  std::vector<MediaFile> files;      ///< sorted by path
  std::vector<IgnoredFile> ignored;  ///< sorted
};

/// The media files in and below a folder, by extension (model/media_format.h), each with its digest; unsupported
/// formats have `wrong` set. Links to folders are followed if they lead below one of `follow_links`. Throws NotFound,
/// Denied, Io, or InvalidInput for more than a million files.
MediaFiles list_media(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& follow_links = {});

/// Reads the output of `sha256sum`. Reports invalid lines; a file listed twice has `wrong` set.
MediaFiles read_sums(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace manifest
