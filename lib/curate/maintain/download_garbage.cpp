#include "curate/maintain/download_garbage.h"

#include <map>

#include "catalog/clips.h"
#include "catalog/known_row.h"
#include "catalog/work.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

// By the key of each URL, whether a clip still waits for its download.
std::map<std::string, bool> addresses(catalog::Catalog& catalog) {
  std::map<std::string, catalog::State> states;
  for (const catalog::Work& work : catalog::work(catalog)) states.emplace(work.clip, work.state);
  std::map<std::string, bool> waits;
  for (const catalog::ClipRow& row : catalog::clips(catalog)) {
    if (row.clip.url.empty()) continue;
    bool& waiting = waits[fetch::DownloadFolder::key_of(row.clip.url)];
    waiting = waiting || catalog::known_row(states, row.clip.id, "clip_state", row.clip.id) != catalog::State::Done;
  }
  return waits;
}

std::vector<fs::path> files_of(const fs::path& path) {
  if (fs::is_symlink(path) || !fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_symlink() || !entry.is_directory()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

std::vector<DownloadGarbage> unneeded_downloads(Dataset& dataset) {
  const std::vector<fs::path> present = dataset.downloads().files();
  std::vector<DownloadGarbage> garbage;
  if (present.empty()) return garbage;
  const auto waits = addresses(dataset.catalog());
  for (const fs::path& path : present) {
    const auto key = fetch::DownloadFolder::key_in(path);
    if (!key) continue;
    const auto address = waits.find(*key);
    const bool facts = path.extension() == ".json";
    if (address != waits.end() && (facts || address->second)) continue;
    const char* why = facts ? "metadata of a download whose URL no clip uses" : "partial download that no clip needs";
    for (const fs::path& file : files_of(path)) garbage.push_back({file.lexically_relative(dataset.folder()), why});
  }
  return garbage;
}

std::vector<fs::path> foreign_downloads(const Dataset& dataset) {
  std::vector<fs::path> foreign;
  for (const fs::path& path : dataset.downloads().files()) {
    if (fetch::DownloadFolder::key_in(path)) continue;
    for (const fs::path& file : files_of(path)) foreign.push_back(file.lexically_relative(dataset.folder()));
  }
  return foreign;
}

}  // namespace curate
