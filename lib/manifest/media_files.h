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

struct MediaFiles {
  std::vector<MediaFile> files;      ///< sorted by path
  std::vector<std::string> ignored;  ///< no media by their extension, or hidden; sorted
};

/// True for the extensions of videos and stills, upper and lower case taken as one.
bool is_media_name(std::string_view name);

/// The media files of a folder and those below, each with its digest. Hidden files and links to folders are left alone.
/// Throws NotFound, Denied, Io, or InvalidInput for more than a million files.
MediaFiles list_media(const std::filesystem::path& folder);

/// What `sha256sum` prints, a line a file. Notes what is no such line; a file that stands there twice is wrong.
MediaFiles read_sums(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace manifest
