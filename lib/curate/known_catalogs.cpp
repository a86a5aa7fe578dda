#include "curate/known_catalogs.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "curate/layout.h"
#include "curate/user_folders.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

constexpr const char* kKnown = "known-catalogs";
constexpr std::size_t kMaxKnown = 1000;
constexpr std::size_t kMaxBytes = std::size_t{8} << 20;

// What tells a file from another one, and what a change of it changes.
struct Stamp {
  std::string file;
  std::string state;
};

std::optional<Stamp> stamp_of(const fs::path& dataset) {
  struct stat status {};
  struct stat log {};
  const fs::path catalog = dataset / kCatalogFile;
  if (::stat(catalog.c_str(), &status) != 0) return std::nullopt;
  const bool logged = ::stat((catalog.string() + "-wal").c_str(), &log) == 0 && log.st_size > 0;
  return Stamp{fmt::format("{}:{}", status.st_dev, status.st_ino),
               fmt::format("{}:{}.{}:{}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                           logged ? fmt::format("{}.{}", log.st_size, log.st_mtim.tv_nsec) : "")};
}

// Each line: file, state and canonical path, separated by spaces; the last used is the last.
std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  if (!fs::exists(file)) return lines;
  std::istringstream text(base::read_text(file, kMaxBytes));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

std::string line_of(const Stamp& stamp, const fs::path& path) {
  return fmt::format("{} {} {}", stamp.file, stamp.state, path.string());
}

// Not synced: a lost list costs a check.
void write_lines(const fs::path& folder, const std::vector<std::string>& lines) {
  const base::Folder files(folder);
  const std::string fresh = fmt::format("{}.{}", kKnown, ::getpid());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  files.remove_file(fresh);
  base::write_all(files.create_file(fresh, 0600).get(), text, fresh);
  files.rename(fresh, kKnown);
}

}  // namespace

Knowledge knowledge_of_catalog(const fs::path& dataset) try {
  const auto folder = state_folder();
  const auto stamp = stamp_of(dataset);
  if (!folder || !stamp) return Knowledge::Unknown;
  const fs::path path = fs::canonical(dataset);
  for (const std::string& line : lines_of(*folder / kKnown)) {
    if (line == line_of(*stamp, path)) return Knowledge::Unchanged;
    if (line.starts_with(stamp->file + " ") && line.ends_with(" " + path.string())) return Knowledge::Changed;
  }
  return Knowledge::Unknown;
} catch (const std::exception&) {
  return Knowledge::Unknown;
}

void remember_catalog(const fs::path& dataset) try {
  const auto folder = state_folder();
  const auto stamp = stamp_of(dataset);
  if (!folder || !stamp) return;
  const fs::path path = fs::canonical(dataset);
  const std::string now = line_of(*stamp, path);
  std::vector<std::string> lines = lines_of(*folder / kKnown);
  if (!lines.empty() && lines.back() == now) return;
  std::erase_if(lines, [&](const std::string& line) { return line.ends_with(" " + path.string()); });
  if (lines.size() >= kMaxKnown) lines.erase(lines.begin());
  lines.push_back(now);
  fs::create_directories(*folder);
  write_lines(*folder, lines);
} catch (const std::exception&) {
  // The next opening checks the catalog again.
}

}  // namespace curate
