#include "manifest/media_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "base/error.h"
#include "base/text.h"
#include "manifest/address.h"
#include "manifest/node.h"
#include "manifest/template.h"
#include "manifest/text.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxFiles = 1'000'000;
constexpr std::array<std::string_view, 24> kExtensions = {"3gp", "apng", "avi", "bmp",  "gif", "jpeg", "jpg",  "m4v",
                                                          "mkv", "mov",  "mp4", "mpeg", "mpg", "mts",  "ogv",  "pgm",
                                                          "png", "ppm",  "tif", "tiff", "ts",  "webm", "webp", "wmv"};

void sort_by_path(std::vector<MediaFile>& files) { std::ranges::sort(files, {}, &MediaFile::path); }

MediaFile look_at(const fs::path& folder, const std::string& path) {
  MediaFile file{path, std::nullopt, ""};
  if (const auto bad = find_bad_byte(path)) {
    for (char& c : file.path) c = c < ' ' || c > '~' ? '?' : c;
    file.wrong = "a name that is not UTF-8, or has control characters; give the file another";
  } else if (const auto wrong = what_is_wrong_with_path(path, folder)) {
    file.wrong = *wrong;
  }
  if (!file.wrong.empty()) return file;
  try {
    if (fs::file_size(folder / path) == 0) file.wrong = "an empty file";
    if (file.wrong.empty()) file.sha256 = base::sha256_of_file(folder / path);
  } catch (const std::exception& error) {
    file.wrong = error.what();
  }
  return file;
}

struct Listed {
  std::vector<std::string> media;
  std::vector<std::string> ignored;
};

Listed walk(const fs::path& folder) {
  Listed found;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
    const std::string name = at->path().filename().string();
    const bool hidden = name.starts_with('.');
    std::error_code error;
    if (at->is_directory(error)) {
      if (hidden) at.disable_recursion_pending();
      continue;
    }
    const std::string path = at->path().lexically_relative(folder).generic_string();
    (hidden || !is_media_name(name) ? found.ignored : found.media).push_back(path);
    if (found.media.size() + found.ignored.size() > kMaxFiles) {
      throw base::Error(base::Code::InvalidInput,
                        fmt::format("{}: more than {} files; name a folder below it", folder.string(), kMaxFiles));
    }
  }
  return found;
}

// A line of sha256sum's: digest, blank, blank or '*', path. Empty, with `wrong` saying why, for any other.
MediaFile read_sum(std::string_view line, std::string& wrong) {
  MediaFile file;
  constexpr std::size_t kDigits = 64;
  file.sha256 = base::Digest::from_hex(line.substr(0, kDigits));
  const bool separated =
      line.size() > kDigits + 2 && line[kDigits] == ' ' && (line[kDigits + 1] == ' ' || line[kDigits + 1] == '*');
  if (!file.sha256 || !separated) {
    wrong = "not 64 hexadecimal digits, two blanks and a path, as sha256sum prints them";
    return file;
  }
  file.path = std::string(line.substr(kDigits + 2));
  if (file.path.starts_with("./")) file.path.erase(0, 2);
  wrong = what_is_wrong_with_path(file.path, {}).value_or("");
  return file;
}

}  // namespace

bool is_media_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  return std::ranges::find(kExtensions, base::lower(name.substr(dot + 1))) != kExtensions.end();
}

MediaFiles list_media(const fs::path& folder) {
  if (!fs::is_directory(folder)) {
    throw base::Error(base::Code::NotFound, fmt::format("{}: no such folder", folder.string()));
  }
  Listed listed;
  try {
    listed = walk(folder);
  } catch (const fs::filesystem_error& error) {
    throw base::Error(base::Code::Io, error.what());
  }
  MediaFiles found;
  for (const std::string& path : listed.media) found.files.push_back(look_at(folder, path));
  found.ignored = std::move(listed.ignored);
  sort_by_path(found.files);
  std::ranges::sort(found.ignored);
  return found;
}

MediaFiles read_sums(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  MediaFiles found;
  if (text.size() > kMaxBytes || find_bad_byte(text)) {
    problems.push_back({file, 0, 0, "", "not a list of digests as sha256sum prints it: too large, or not UTF-8"});
    return found;
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    std::string wrong;
    found.files.push_back(read_sum(line, wrong));
    if (!wrong.empty()) problems.push_back({file, number, 1, "", wrong});
    if (problems.size() >= kMaxDepth || found.files.size() > kMaxFiles) break;
  }
  sort_by_path(found.files);
  for (std::size_t i = 1; i < found.files.size(); ++i) {
    if (found.files[i].path == found.files[i - 1].path) found.files[i].wrong = "listed twice";
  }
  return found;
}

}  // namespace manifest
