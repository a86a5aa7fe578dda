#include "curate/trust.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"

namespace curate {
namespace fs = std::filesystem;
using base::Code;
using base::Error;
using base::FileKind;

namespace {

struct Part {
  std::string_view name;
  FileKind kind;
};

constexpr std::array kDatasetParts = {
    Part{"catalog.sqlite", FileKind::File},
    Part{"catalog.sqlite-wal", FileKind::File},
    Part{"catalog.sqlite-shm", FileKind::File},
    Part{"catalog.sqlite-journal", FileKind::File},
    Part{"catalog.rebuilt.sqlite", FileKind::File},
    Part{"catalog.rebuilt.sqlite-wal", FileKind::File},
    Part{"catalog.rebuilt.sqlite-shm", FileKind::File},
    Part{"catalog.rebuilt.sqlite-journal", FileKind::File},
    Part{"decisions.jsonl", FileKind::File},
    Part{"manifests", FileKind::Folder},
    Part{"objects", FileKind::Folder},
    Part{"frames", FileKind::Folder},
    Part{"downloads", FileKind::Folder},
    Part{"work", FileKind::Folder},
    Part{"work/lock", FileKind::File},
    Part{"baseline", FileKind::Folder},
    Part{"evaluations.jsonl", FileKind::File},
};

void check_part(const base::Folder& folder, const Part& part) {
  const FileKind kind = folder.kind_of(part.name);
  if (kind == FileKind::Missing || kind == part.kind) return;
  const std::string path = (folder.path() / part.name).string();
  const std::string_view wanted = part.kind == FileKind::File ? "file" : "folder";
  if (kind == FileKind::Link) {
    throw Error(Code::InvalidInput,
                fmt::format("'{}' is a symbolic link; links inside a dataset are not followed; replace it with the "
                            "{} it points to, or remove it",
                            path, wanted));
  }
  throw Error(Code::InvalidInput, fmt::format("'{}' is not a {}; move it out of the dataset", path, wanted));
}

void write_trusted(const std::vector<std::string>& datasets) {
  const fs::path file = trust_file();
  fs::create_directories(file.parent_path());
  std::string text;
  for (const std::string& dataset : datasets) text += dataset + "\n";
  base::write_atomically(file, text);
}

std::string canonical_name(const fs::path& folder) {
  std::error_code error;
  const fs::path path = fs::canonical(folder, error);
  if (error || !fs::is_directory(path)) {
    throw Error(Code::NotFound, fmt::format("'{}' does not exist or is not a folder", folder.string()));
  }
  if (path.string().find('\n') != std::string::npos) {
    throw Error(Code::InvalidInput, "a folder with a line break in its name cannot be trusted; rename it");
  }
  return path;
}

}  // namespace

void check_dataset_folder(const fs::path& path) {
  const base::Folder folder(path);
  if (folder.owner() != ::geteuid()) {
    const std::string name = canonical_name(path);
    const std::vector<std::string> trusted = trusted_datasets();
    if (std::ranges::find(trusted, name) == trusted.end()) {
      throw Error(Code::Denied,
                  fmt::format("dataset '{}' belongs to another user (id {}); if you trust its content, run "
                              "'sonoset trust {}'",
                              path.string(), folder.owner(), name));
    }
  }
  for (const Part& part : kDatasetParts) {
    if (part.name == "work/lock" && folder.kind_of("work") != FileKind::Folder) continue;
    check_part(folder, part);
  }
}

fs::path trust_file() {
  const auto from = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  const fs::path config = from("XDG_CONFIG_HOME");
  if (config.is_absolute()) return config / "sonoset" / "trusted-datasets";
  const fs::path home = from("HOME");
  if (home.is_absolute()) return home / ".config" / "sonoset" / "trusted-datasets";
  throw Error(Code::NotFound, "cannot find your configuration folder; set HOME or XDG_CONFIG_HOME");
}

std::vector<std::string> trusted_datasets() {
  std::vector<std::string> datasets;
  fs::path file;
  try {
    file = trust_file();
  } catch (const Error&) {
    return datasets;
  }
  if (!fs::exists(file)) return datasets;
  std::istringstream lines(base::read_text(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) datasets.push_back(line);
  }
  return datasets;
}

bool trust_dataset(const fs::path& folder) {
  const std::string name = canonical_name(folder);
  std::vector<std::string> datasets = trusted_datasets();
  if (std::ranges::find(datasets, name) != datasets.end()) return false;
  datasets.push_back(name);
  std::ranges::sort(datasets);
  write_trusted(datasets);
  return true;
}

bool distrust_dataset(const fs::path& folder) {
  // It may be gone.
  std::error_code error;
  const std::string name = fs::weakly_canonical(folder, error);
  std::vector<std::string> datasets = trusted_datasets();
  if (std::erase(datasets, name) == 0) return false;
  write_trusted(datasets);
  return true;
}

}  // namespace curate
