#include "manifest/media_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "manifest/address.h"
#include "manifest/node.h"
#include "manifest/template.h"
#include "manifest/text.h"
#include "model/media_format.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxFiles = 1'000'000;
void sort_by_path(std::vector<MediaFile>& files) { std::ranges::sort(files, {}, &MediaFile::path); }

using Folders = std::vector<fs::path>;

std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

// The target of a dangling link, else nothing.
std::optional<std::string> lost_target(const fs::path& file) {
  std::error_code error;
  if (!fs::is_symlink(file, error) || fs::exists(file, error)) return std::nullopt;
  return fs::read_symlink(file, error).string();
}

MediaFile look_at(const fs::path& folder, const std::string& path, const Folders& follow_links) {
  MediaFile file{path, std::nullopt, ""};
  const std::string_view unread = model::unread_format(base::lower(extension_of(path)));
  if (const auto bad = find_bad_byte(path)) {
    for (char& c : file.path) c = c < ' ' || c > '~' ? '?' : c;
    file.wrong = "the file name is not UTF-8 or has control characters; rename the file";
  } else if (!unread.empty()) {
    file.wrong = fmt::format("unsupported format: {}; convert it (video: H.264 or FFV1; still: PNG)", unread);
  } else if (const auto target = lost_target(folder / path)) {
    file.wrong = fmt::format("link to '{}', which does not exist; fetch it (git annex get, dvc pull)", *target);
  } else if (const auto wrong = what_is_wrong_with_path(path, folder, follow_links)) {
    file.wrong = *wrong;
  }
  if (!file.wrong.empty()) return file;
  try {
    if (!fs::is_regular_file(folder / path)) file.wrong = "not a regular file";
    if (file.wrong.empty() && fs::file_size(folder / path) == 0) file.wrong = "the file is empty";
    if (file.wrong.empty()) file.sha256 = base::sha256_of_file(folder / path);
  } catch (const std::exception& error) {
    file.wrong = error.what();
  }
  return file;
}

struct Listed {
  std::vector<std::string> media;
  std::vector<IgnoredFile> ignored;
};

/// Lists the files of a folder and its subfolders.
class Walk {
 public:
  Walk(const fs::path& folder, const Folders& follow_links) : folder_(folder), follow_links_(follow_links) {}

  Listed run() {
    see_folder("");
    return std::move(found_);
  }

 private:
  void see_folder(const fs::path& below) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / below)) {
      see(entry, below / entry.path().filename());
      if (found_.media.size() + found_.ignored.size() > kMaxFiles) {
        throw base::Error(base::Code::InvalidInput,
                          fmt::format("{}: more than {} files; name a subfolder", folder_.string(), kMaxFiles));
      }
    }
  }

  void see(const fs::directory_entry& entry, const fs::path& path) {
    const std::string name = path.filename().string();
    std::error_code error;
    const bool folder = entry.is_directory(error);
    const auto ignore = [&](std::string reason) {
      found_.ignored.push_back({path.generic_string() + (folder ? "/" : ""), std::move(reason)});
    };
    if (name.starts_with('.')) return ignore("hidden");
    if (folder) {
      const std::string why_not = entry.is_symlink(error) ? why_not_followed(entry.path()) : "";
      return why_not.empty() ? see_folder(path) : ignore(why_not);
    }
    const std::string extension = base::lower(extension_of(name));
    const bool media = model::is_media_extension(extension) || !model::unread_format(extension).empty();
    if (!media)
      return ignore(extension.empty() ? "no extension"
                                      : fmt::format("'.{}' is not a video or still format", extension));
    found_.media.push_back(path.generic_string());
  }

  std::string why_not_followed(const fs::path& link) const {
    if (!base::stays_below_any(follow_links_, link)) return "link to a folder (to follow it, use --follow-links DIR)";
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    const fs::path place = fs::canonical(link.parent_path(), error);
    const bool loop = std::mismatch(target.begin(), target.end(), place.begin(), place.end()).first == target.end();
    return loop || error ? "link to a folder that contains it" : "";
  }

  const fs::path& folder_;
  const Folders& follow_links_;
  Listed found_;
};

// Reads a line of sha256sum: digest, space, space or '*', path. Sets `wrong` if it is something else.
MediaFile read_sum(std::string_view line, std::string& wrong) {
  MediaFile file;
  constexpr std::size_t kDigits = 64;
  file.sha256 = base::Digest::from_hex(line.substr(0, kDigits));
  const bool separated =
      line.size() > kDigits + 2 && line[kDigits] == ' ' && (line[kDigits + 1] == ' ' || line[kDigits + 1] == '*');
  if (!file.sha256 || !separated) {
    wrong = "expected 64 hexadecimal digits, two spaces and a path, as sha256sum prints";
    return file;
  }
  file.path = std::string(line.substr(kDigits + 2));
  if (file.path.starts_with("./")) file.path.erase(0, 2);
  wrong = what_is_wrong_with_path(file.path, {}).value_or("");
  return file;
}

}  // namespace

MediaFiles list_media(const fs::path& folder, const Folders& follow_links) {
  if (!fs::is_directory(folder)) {
    throw base::Error(base::Code::NotFound, fmt::format("{}: no such folder", folder.string()));
  }
  Listed listed;
  try {
    listed = Walk(folder, follow_links).run();
  } catch (const fs::filesystem_error& error) {
    throw base::Error(base::Code::Io, error.what());
  }
  MediaFiles found;
  for (const std::string& path : listed.media) found.files.push_back(look_at(folder, path, follow_links));
  found.ignored = std::move(listed.ignored);
  sort_by_path(found.files);
  std::ranges::sort(found.ignored);
  return found;
}

MediaFiles read_sums(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  MediaFiles found;
  if (text.size() > kMaxBytes || find_bad_byte(text)) {
    problems.push_back({file, 0, 0, "", "not a list of digests as sha256sum prints: too large, or not UTF-8"});
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
