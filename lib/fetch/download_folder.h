#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/folder.h"

namespace fetch {

/// What is known about a download.
struct DownloadFacts {
  std::string url;
  std::string etag;                    ///< as received with the bytes; empty: none
  std::string last_modified;           ///< the same
  std::string if_range;                ///< the validator for continuing; empty: start over
  std::optional<std::int64_t> total;   ///< bytes, as announced
  std::int64_t synced = 0;             ///< number of bytes known to be on disk
  std::string boot;                    ///< boot id of the machine when the other bytes were written
  std::optional<base::Digest> digest;  ///< of the complete file; none: incomplete
  std::int64_t size = 0;               ///< of the complete file, in bytes
  std::string by;                      ///< "yt-dlp 2023.03.04", or empty
  std::string format;                  ///< chosen by yt-dlp
  bool operator==(const DownloadFacts&) const = default;
};

/// The folder downloads/ of a dataset. For each URL, where KEY is the start of the URL's SHA-256: KEY.json has its
/// facts, KEY.part its bytes until they become an object, KEY.new facts being written, and KEY.tmp/ is where another
/// program downloads. After a kill at any moment the same command continues. The facts are kept, so that a file is not
/// downloaded again. Links in it are not followed.
class DownloadFolder {
 public:
  explicit DownloadFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  static std::string key_of(std::string_view url);
  std::filesystem::path body(std::string_view url) const;
  std::filesystem::path facts_file(std::string_view url) const;
  std::filesystem::path scratch(std::string_view url) const;

  /// The facts of a URL; nothing if there are none or they cannot be read.
  std::optional<DownloadFacts> read(std::string_view url) const;
  /// Writes facts atomically; creates the folder. Throws Io or Denied.
  void write(const DownloadFacts& facts) const;
  /// How many bytes of a body can be trusted: the synced ones, and all if the machine has not been restarted.
  std::int64_t trusted_bytes(const DownloadFacts& facts) const;
  /// Whether there is a body; a link is none.
  bool has_body(std::string_view url) const;
  base::Descriptor open_body(std::string_view url) const;
  /// Opens a body for writing at `at`, where it is cut; creates the folder. Throws Io or Denied.
  base::Descriptor write_body(std::string_view url, std::int64_t at) const;
  /// Creates the folder where another program downloads.
  std::filesystem::path make_scratch(std::string_view url) const;
  /// Takes a file of that folder as the body, and removes the folder.
  void take_from_scratch(std::string_view url, std::string_view file) const;
  void remove_body(std::string_view url) const;
  void remove(std::string_view url) const;

  /// The paths of everything in the folder, sorted.
  std::vector<std::filesystem::path> files() const;
  /// The key in the name of a file of this folder; nothing for other files.
  static std::optional<std::string> key_in(const std::filesystem::path& file);

 private:
  base::Folder made() const;
  // Nothing if it is missing.
  std::optional<base::Folder> found() const;

  std::filesystem::path folder_;
};

/// Changes with each start of the machine; empty if unknown.
std::string boot_id();

}  // namespace fetch
