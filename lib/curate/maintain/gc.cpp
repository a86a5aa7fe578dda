#include "curate/maintain/gc.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "catalog/broken_rows.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "curate/derive.h"
#include "curate/maintain/download_garbage.h"
#include "curate/maintain/stored_files.h"
#include "curate/outcomes.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using base::Code;
using base::Error;

// Removes the file, and folders that this leaves empty, up to objects/ or frames/.
void remove_file(const base::Folder& files, const fs::path& file) {
  files.remove_file(file);
  for (fs::path up = file.parent_path(); up.has_parent_path() && files.remove_empty_folder(up);) up = up.parent_path();
}

// objects/ab/abcd…: a place of an imported file, in the catalog or not.
bool is_place_of_object(const fs::path& file) {
  constexpr std::ptrdiff_t kParts = 3;
  return std::distance(file.begin(), file.end()) == kParts && *file.begin() == "objects" &&
         base::Digest::from_hex(file.filename().string());
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
  foreign.erase(std::unique(foreign.begin(), foreign.end()), foreign.end());
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

  GarbageReport run() {
    report_.named = named_objects(dataset_);
    for (const model::FrameSet& set : catalog::frame_sets(dataset_.catalog())) look_at(set);
    for (const base::Digest& digest : catalog::unused_objects(dataset_.catalog())) {
      add_object(dataset_.name_of(dataset_.objects().path_of(digest)), "imported file that no clip uses");
    }
    for (const fs::path& file : foreign_files(dataset_)) add_object(file, "file that is not in the catalog");
    for (const auto& [file, why] : unneeded_downloads(dataset_)) add(file, why.c_str());
    report_.all_objects = count_objects();
    return std::move(report_);
  }

 private:
  void look_at(const model::FrameSet& set) {
    const StoredFolder folder = stored_frames(dataset_, set);
    const std::string why = why_unwanted(dataset_, set, folder);
    if (why.empty()) return;
    report_.sets.push_back(set);
    Garbage item{folder.place, why, {}, 0};
    for (const StoredFile& file : folder.files) count(folder.place / file.name, item);
    report_.garbage.push_back(std::move(item));
  }

  // Unless it is an object that is named.
  void add_object(const fs::path& file, const char* why) {
    if (is_named_object(file, report_.named)) return;
    add(file, why);
    if (is_place_of_object(file) && !report_.garbage.back().files.empty()) ++report_.objects;
  }

  std::int64_t count_objects() const {
    std::int64_t count = 0;
    for (const std::string& part : dataset_.files().names("objects")) {
      const fs::path folder = fs::path("objects") / part;
      if (dataset_.files().kind_of(folder) != base::FileKind::Folder) continue;
      for (const std::string& name : dataset_.files().names(folder)) count += is_place_of_object(folder / name) ? 1 : 0;
    }
    return count;
  }

  void add(const fs::path& file, const char* why) {
    Garbage item{file, why, {}, 0};
    count(file, item);
    report_.garbage.push_back(std::move(item));
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
  GarbageReport report_;
};

// A catalog that was emptied, damaged or restored from an old copy.
void check_catalog(Dataset& dataset) {
  const std::vector<std::string> broken = catalog::broken_rows(dataset.catalog(), false);
  if (!broken.empty()) {
    throw Error(Code::Corrupt,
                fmt::format("nothing was removed: the catalog has {} ({}); run 'sonoset fsck' to list them, "
                            "'sonoset rebuild' to make the catalog again",
                            base::counted(broken.size(), "error"), broken.front()));
  }
  for (const std::string& name : dataset.files().names("manifests")) {
    const fs::path file(name);
    if (file.extension() != ".lock" || catalog::find_manifest(dataset.catalog(), file.stem().string())) continue;
    throw Error(Code::Corrupt,
                fmt::format("nothing was removed: 'manifests/{}' belongs to a manifest that is not in the "
                            "catalog; import the manifest again, or run 'sonoset rebuild'",
                            name));
  }
}

// Words of 64 hexadecimal digits.
void add_digests(std::string_view text, std::set<base::Digest>& digests) {
  constexpr std::size_t kDigits = 64;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && base::hex_value(text[i])) continue;
    if (i - start == kDigits) digests.insert(*base::Digest::from_hex(text.substr(start, kDigits)));
    start = i + 1;
  }
}

}  // namespace

std::set<base::Digest> named_objects(const Dataset& dataset) {
  std::set<base::Digest> digests;
  for (const std::string& name : dataset.files().names("manifests")) {
    add_digests(base::read_text(dataset.manifests_folder() / name), digests);
  }
  if (fs::exists(dataset.decisions_file())) add_digests(base::read_text(dataset.decisions_file()), digests);
  return digests;
}

bool is_named_object(const fs::path& file, const std::set<base::Digest>& named) {
  const auto digest = base::Digest::from_hex(file.filename().string());
  return digest && *file.begin() == "objects" && named.contains(*digest);
}

GarbageReport find_garbage(Dataset& dataset) {
  check_catalog(dataset);
  return GarbageSearch(dataset).run();
}

void remove_garbage(Dataset& dataset, const GarbageReport& report) {
  // Rows first: a kill then leaves files without rows, which the next gc removes.
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  for (const model::FrameSet& set : report.sets) catalog::remove_frame_set(catalog, set);
  catalog::forget_unused(catalog, report.named);
  derive(dataset);
  transaction.commit();
  for (const catalog::ManifestRow& manifest : catalog::manifests(catalog)) {
    write_outcomes(catalog, dataset.manifests_folder(), manifest.name);
  }
  for (const Garbage& item : report.garbage) {
    for (const fs::path& file : item.files) remove_file(dataset.files(), file);
  }
}

}  // namespace curate
