#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace fetch {

/// What is known of an object that is, or was, downloaded from a URL.
struct DownloadFacts {
  std::string url;
  std::string etag;                    ///< as they came with the bytes: empty where they did not
  std::string last_modified;           //
  std::string if_range;                ///< the validator that a resumption may name; empty: it starts over
  std::optional<std::int64_t> total;   ///< bytes, as announced
  std::int64_t synced = 0;             ///< so many bytes are known to be on the disk
  std::string boot;                    ///< the running of the machine that wrote the rest
  std::optional<base::Digest> digest;  ///< of the whole; none: it is not whole yet
  std::int64_t size = 0;               ///< of the whole
  std::string by;                      ///< "yt-dlp 2023.03.04", or empty
  std::string format;                  ///< that yt-dlp chose
  bool operator==(const DownloadFacts&) const = default;
};

/// downloads/ of a dataset: for each URL, KEY.json with its facts and KEY.part with its bytes until an object takes
/// them, where KEY is the start of the URL's SHA-256; KEY.new, facts being written; and KEY.tmp/, where another program
/// downloads. A kill at any moment leaves what the same command goes on with. The facts stay, so that what is here is
/// not fetched again.
class DownloadFolder {
 public:
  explicit DownloadFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  static std::string key_of(std::string_view url);
  std::filesystem::path body(std::string_view url) const;
  std::filesystem::path facts_file(std::string_view url) const;
  std::filesystem::path scratch(std::string_view url) const;

  /// Nothing where there are none, or none that can be read.
  std::optional<DownloadFacts> read(std::string_view url) const;
  /// Whole or not at all, for a kill; makes the folder. Throws.
  void write(const DownloadFacts& facts) const;
  /// How many bytes of a body can be trusted: those that were synced, and the others if the machine still runs.
  std::int64_t trusted_bytes(const DownloadFacts& facts) const;
  void remove_body(std::string_view url) const;
  void remove(std::string_view url) const;

  /// Paths of all that is in the folder, sorted.
  std::vector<std::filesystem::path> files() const;
  /// The key in a file's name where it is one of ours; nothing for what is foreign.
  static std::optional<std::string> key_in(const std::filesystem::path& file);

 private:
  std::filesystem::path folder_;
};

/// Changes with each start of the machine; empty where the kernel does not say.
std::string boot_id();

}  // namespace fetch
