#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace fetch {

/// A folder that holds copies of objects, in any layout: how a place without network imports. Files are found
///   1. under their digest as a name, at any depth;
///   2. where a SHA256SUMS at the top (format of sha256sum) says their digest is;
///   3. by the longest tail that their path shares with the URL's path;
///   4. by reading, for a digest that nothing else found, the files that no SHA256SUMS speaks of, while the folder
///   holds
///      less than kMaxToRead bytes in all.
class Mirror {
 public:
  static constexpr std::int64_t kMaxToRead = std::int64_t{1} << 30;

  /// Reads the folder's names. Throws NotFound where it is no folder.
  explicit Mirror(std::filesystem::path folder);

  const std::filesystem::path& folder() const { return folder_; }

  /// Files that may be the object, the likeliest first; what they hold decides.
  std::vector<std::filesystem::path> candidates(std::string_view url_or_path,
                                                const std::optional<base::Digest>& sha256) const;
  /// Step 4. Nothing where no file has the digest.
  std::optional<std::filesystem::path> find_by_content(const base::Digest& sha256);

 private:
  struct File {
    std::filesystem::path relative;
    std::int64_t size_bytes = 0;
  };
  void read_sums();
  std::optional<std::filesystem::path> longest_tail(std::string_view url_or_path) const;

  std::filesystem::path folder_;
  std::multimap<std::string, File> by_name_;  ///< by file name, in NFC
  std::map<base::Digest, std::filesystem::path> by_sum_;
  std::map<std::filesystem::path, base::Digest> summed_;
  std::optional<std::map<base::Digest, std::filesystem::path>> by_content_;
};

}  // namespace fetch
