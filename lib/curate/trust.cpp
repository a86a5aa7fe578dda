#include "curate/trust.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "curate/user_folders.h"

namespace curate {
namespace fs = std::filesystem;
using base::Code;
using base::Error;

namespace {

constexpr const char* kList = "trusted-datasets";

void write_trusted(const std::vector<std::string>& datasets) {
  const auto folder = config_folder();
  if (!folder) throw Error(Code::NotFound, "cannot find your configuration folder; set HOME or XDG_CONFIG_HOME");
  fs::create_directories(*folder);
  std::string text;
  for (const std::string& dataset : datasets) text += dataset + "\n";
  base::write_atomically(*folder / kList, text);
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

void check_owner(const fs::path& path) {
  const std::uint32_t owner = base::Folder(path).owner();
  if (owner == ::geteuid()) return;
  const std::string name = canonical_name(path);
  const std::vector<std::string> trusted = trusted_datasets();
  if (std::ranges::find(trusted, name) != trusted.end()) return;
  throw Error(Code::Denied, fmt::format("dataset '{}' belongs to another user (id {}); if you trust its content, run "
                                        "'sonoset trust {}'",
                                        path.string(), owner, name));
}

std::vector<std::string> trusted_datasets() {
  std::vector<std::string> datasets;
  const auto folder = config_folder();
  if (!folder || !fs::exists(*folder / kList)) return datasets;
  std::istringstream lines(base::read_text(*folder / kList));
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
