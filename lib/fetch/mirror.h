#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace fetch {

/// A folder with copies of objects, in any layout, for importing without a network. Files are found
///   1. by a file name that is the digest, at any depth;
///   2. by a SHA256SUMS file at the top (format of sha256sum);
///   3. by the longest common end of their path and the URL's path;
///   4. by content: reads the files that are not in SHA256SUMS if nothing else matched the digest
///      and the folder has less than kMaxToRead bytes.
class Mirror {
 public:
  static constexpr std::int64_t kMaxToRead = std::int64_t{1} << 30;

  /// Lists the folder. Throws NotFound if it is not a folder.
  explicit Mirror(std::filesystem::path folder);

  const std::filesystem::path& folder() const { return folder_; }

  /// Files that may be the object, the most likely first. The caller checks their content.
  std::vector<std::filesystem::path> candidates(std::string_view url_or_path,
                                                const std::optional<base::Digest>& sha256) const;
  /// Step 4. Nothing if no file has the digest.
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
