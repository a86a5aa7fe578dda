#include "fetch/mirror.h"

#include <algorithm>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/unicode.h"
#include "base/url.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

// The number of common parts at the end of two paths.
std::size_t common_tail(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::size_t n = 0;
  while (n < first.size() && n < second.size() && first[first.size() - 1 - n] == second[second.size() - 1 - n]) ++n;
  return n;
}

}  // namespace

Mirror::Mirror(fs::path folder) : folder_(std::move(folder)) {
  if (!fs::is_directory(folder_)) {
    throw base::Error(base::Code::NotFound, "mirror '" + folder_.string() + "' is not a folder");
  }
  // Links are not followed: they may lead out of the mirror.
  std::vector<File> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied)) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    files.push_back({entry.path().lexically_relative(folder_), static_cast<std::int64_t>(entry.file_size())});
  }
  std::ranges::sort(files, {}, &File::relative);
  for (File& file : files) by_name_.emplace(base::nfc(file.relative.filename().string()), std::move(file));
  read_sums();
}

void Mirror::read_sums() {
  const fs::path sums = folder_ / "SHA256SUMS";
  if (!fs::is_regular_file(sums)) return;
  std::istringstream lines(base::read_text(sums));
  for (std::string line; std::getline(lines, line);) {
    if (line.size() < 67 || line[64] != ' ') continue;
    const auto digest = base::Digest::from_hex(std::string_view(line).substr(0, 64));
    const fs::path relative = fs::path(line.substr(66)).lexically_normal();
    // Accepts only files found by the walk: a malicious SHA256SUMS cannot name others.
    const std::string named = base::nfc(relative.string());
    const auto [first, last] = by_name_.equal_range(base::nfc(relative.filename().string()));
    const auto file = std::find_if(
        first, last, [&](const auto& entry) { return base::nfc(entry.second.relative.string()) == named; });
    if (!digest || file == last) continue;
    by_sum_.emplace(*digest, file->second.relative);
    summed_.emplace(file->second.relative, *digest);
  }
}

std::optional<fs::path> Mirror::longest_tail(std::string_view url_or_path) const {
  std::vector<std::string> wanted = base::path_segments(url_or_path);
  for (std::string& segment : wanted) segment = base::nfc(segment);
  if (wanted.empty()) return std::nullopt;
  const auto [first, last] = by_name_.equal_range(wanted.back());
  const File* best = nullptr;
  std::size_t longest = 0;
  for (auto entry = first; entry != last; ++entry) {
    const std::size_t tail = common_tail(wanted, base::path_segments(base::nfc(entry->second.relative.string())));
    if (tail > longest) {
      longest = tail;
      best = &entry->second;
    }
  }
  if (best == nullptr) return std::nullopt;
  return folder_ / best->relative;
}

std::vector<fs::path> Mirror::candidates(std::string_view url_or_path,
                                         const std::optional<base::Digest>& sha256) const {
  std::vector<fs::path> found;
  const auto add = [&](const fs::path& file) {
    if (std::ranges::find(found, file) == found.end()) found.push_back(file);
  };
  if (sha256) {
    const auto named = by_name_.find(sha256->hex());
    if (named != by_name_.end()) add(folder_ / named->second.relative);
    const auto summed = by_sum_.find(*sha256);
    if (summed != by_sum_.end()) add(folder_ / summed->second);
  }
  if (const auto tail = longest_tail(url_or_path)) add(*tail);
  return found;
}

std::optional<fs::path> Mirror::find_by_content(const base::Digest& sha256) {
  if (!by_content_) {
    by_content_.emplace();
    std::int64_t total = 0;
    for (const auto& [name, file] : by_name_) total += summed_.contains(file.relative) ? 0 : file.size_bytes;
    for (const auto& [name, file] : by_name_) {
      if (total >= kMaxToRead) break;
      if (summed_.contains(file.relative)) continue;
      try {
        by_content_->emplace(base::sha256_of_file(folder_ / file.relative), file.relative);
      } catch (const base::Error&) {
        // An unreadable file is not the one that is looked for.
      }
    }
  }
  const auto found = by_content_->find(sha256);
  if (found == by_content_->end()) return std::nullopt;
  return folder_ / found->second;
}

}  // namespace fetch
