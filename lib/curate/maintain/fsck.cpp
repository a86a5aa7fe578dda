#include "curate/maintain/fsck.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/names.h"
#include "catalog/broken_rows.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "curate/derive.h"
#include "curate/label/decisions.h"
#include "curate/maintain/download_garbage.h"
#include "curate/maintain/stored_files.h"
#include "curate/outcomes.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

// Removes the file, and folders that this leaves empty, up to objects/ or frames/.
void remove_file(const fs::path& file, const fs::path& root) {
  fs::remove(file);
  for (fs::path up = file.parent_path(); up.parent_path() != root && fs::is_empty(up); up = up.parent_path()) {
    fs::remove(up);
  }
}

// Sorted by path.
std::vector<fs::path> foreign_files(Dataset& dataset) {
  std::vector<fs::path> foreign;
  StoredFilesVisitor visitor;
  visitor.fault = [](const StoredFolder&, const FileFault&) {};
  visitor.foreign = [&](fs::path file) { foreign.push_back(std::move(file)); };
  visit_stored_files(dataset, false, visitor);
  for (fs::path& file : foreign_downloads(dataset)) foreign.push_back(std::move(file));
  std::ranges::sort(foreign);
  return foreign;
}

// Why a set of frames is not needed; empty: it is its clip's current one and complete.
std::string why_unwanted(Dataset& dataset, const model::FrameSet& set, const StoredFolder& folder) {
  const auto clip = catalog::find_clip(dataset.catalog(), set.clip);
  if (!clip) return fmt::format("frames of clip '{}', which was removed from its manifest", set.clip);
  if (clip->recipe != set.recipe)
    return fmt::format("old frames of clip '{}', cropped or sampled differently", set.clip);
  if (clip->object != set.object) return fmt::format("old frames of clip '{}', from another file", set.clip);
  if (check_folder(dataset, folder, true, [](const fs::path&) {}).empty()) return {};
  return fmt::format("frames of clip '{}', some damaged or missing", set.clip);
}

/// Finds files that nothing needs. Reads only.
class GarbageSearch {
 public:
  explicit GarbageSearch(Dataset& dataset) : dataset_(dataset) {}

  std::vector<Garbage> run() {
    for (const model::FrameSet& set : catalog::frame_sets(dataset_.catalog())) look_at(set);
    for (const base::Digest& digest : catalog::unused_objects(dataset_.catalog())) {
      add(dataset_.objects().path_of(digest).lexically_relative(dataset_.folder()), "imported file that no clip uses");
    }
    for (fs::path& file : foreign_files(dataset_)) {
      add(std::move(file), "file that is not in the catalog");
    }
    for (auto& [file, why] : unneeded_downloads(dataset_)) add(std::move(file), why.c_str());
    return std::move(garbage_);
  }

  const std::vector<model::FrameSet>& unwanted() const { return unwanted_; }

 private:
  void look_at(const model::FrameSet& set) {
    const StoredFolder folder = stored_frames(dataset_, set);
    const std::string why = why_unwanted(dataset_, set, folder);
    if (why.empty()) return;
    unwanted_.push_back(set);
    Garbage item{folder.place, why, {}, 0};
    for (const StoredFile& file : folder.files) count(folder.place / file.name, item);
    garbage_.push_back(std::move(item));
  }

  void add(const fs::path& file, const char* why) {
    Garbage item{file, why, {}, 0};
    count(file, item);
    garbage_.push_back(std::move(item));
  }

  void count(const fs::path& file, Garbage& item) const {
    const fs::path place = dataset_.folder() / file;
    std::error_code error;
    const auto status = fs::symlink_status(place, error);
    if (!fs::exists(status)) return;
    item.files.push_back(file);
    if (fs::is_regular_file(status)) item.bytes += static_cast<std::int64_t>(fs::file_size(place, error));
  }

  Dataset& dataset_;
  std::vector<Garbage> garbage_;
  std::vector<model::FrameSet> unwanted_;
};

constexpr auto kDamageNames = base::names<Damage::Kind>({{Damage::Kind::Missing, "missing"},
                                                         {Damage::Kind::Altered, "altered"},
                                                         {Damage::Kind::Foreign, "foreign"},
                                                         {Damage::Kind::BrokenRow, "broken-row"},
                                                         {Damage::Kind::WrongLine, "wrong-line"}});

}  // namespace

std::string_view to_string(Damage::Kind kind) { return base::name_of(kDamageNames, kind); }

std::vector<Damage> fsck(Dataset& dataset, bool deep, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  std::vector<Damage> damage;
  for (const std::string& row : catalog::broken_rows(dataset.catalog(), deep)) {
    damage.push_back({Damage::Kind::BrokenRow, "catalog.sqlite", row});
  }
  for (const WrongLine& line : wrong_decisions(dataset.catalog(), dataset.decisions_file())) {
    damage.push_back({Damage::Kind::WrongLine, fmt::format("decisions.jsonl:{}", line.number), line.why});
  }
  const auto add_foreign = [&damage](const fs::path& file) {
    damage.push_back({Damage::Kind::Foreign, file.string(), "not in the catalog; 'sonoset gc' removes it"});
  };
  const std::int64_t total = catalog::stored_files(dataset.catalog());
  std::int64_t done = 0;
  StoredFilesVisitor visitor;
  visitor.fault = [&damage](const StoredFolder& folder, const FileFault& fault) {
    const bool missing = fault.kind == FileFault::Kind::Missing;
    damage.push_back(
        {missing ? Damage::Kind::Missing : Damage::Kind::Altered, (folder.place / fault.file).string(), fault.message});
  };
  visitor.foreign = add_foreign;
  visitor.looked = [&](std::int64_t files) { progress(done += files, total); };
  visit_stored_files(dataset, deep, visitor);
  for (const fs::path& file : foreign_downloads(dataset)) add_foreign(file);
  std::ranges::sort(damage);
  return damage;
}

std::vector<Garbage> gc(Dataset& dataset, bool only_say) {
  GarbageSearch search(dataset);
  std::vector<Garbage> garbage = search.run();
  if (only_say) return garbage;
  // Rows first: a kill then leaves files without rows, which the next gc removes.
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  for (const model::FrameSet& set : search.unwanted()) catalog::remove_frame_set(catalog, set);
  catalog::forget_unused(catalog);
  derive(dataset);
  transaction.commit();
  for (const catalog::ManifestRow& manifest : catalog::manifests(catalog)) {
    write_outcomes(catalog, dataset.manifests_folder(), manifest.name);
  }
  for (const Garbage& item : garbage) {
    for (const fs::path& file : item.files) remove_file(dataset.folder() / file, dataset.folder());
  }
  return garbage;
}

}  // namespace curate
