#include "curate/maintain/fsck.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"
#include "base/names.h"
#include "catalog/broken_rows.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "curate/derive.h"
#include "curate/maintain/download_garbage.h"
#include "curate/outcomes.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

/// A file that a row speaks of.
struct Expected {
  fs::path relative;
  std::int64_t bytes = 0;
  base::Digest digest;
  std::string next;  ///< what to do where it is not so

  auto operator<=>(const Expected& other) const { return relative <=> other.relative; }
  bool operator==(const Expected& other) const { return relative == other.relative; }
};

std::vector<Expected> expected_objects(Dataset& dataset) {
  std::vector<Expected> files;
  for (const catalog::ObjectRow& row : catalog::objects(dataset.catalog())) {
    files.push_back({dataset.objects().path_of(row.digest).lexically_relative(dataset.folder()), row.size_bytes,
                     row.digest, "remove it and import again"});
  }
  return files;
}

std::vector<Expected> expected_frames(Dataset& dataset, const model::FrameSet& set) {
  std::vector<Expected> files;
  const auto recipe = catalog::find_recipe(dataset.catalog(), set.recipe);
  if (!recipe) return files;
  const fs::path folder = dataset.folder_of(set).lexically_relative(dataset.folder());
  for (const model::Frame& frame : catalog::frames(dataset.catalog(), set)) {
    files.push_back({folder / model::frame_name(frame.picture, recipe->format), frame.file_bytes, frame.file,
                     fmt::format("'sonoset gc' and import again to make the frames of '{}' anew", set.clip)});
  }
  return files;
}

std::vector<Expected> all_expected(Dataset& dataset) {
  std::vector<Expected> files = expected_objects(dataset);
  for (const model::FrameSet& set : catalog::frame_sets(dataset.catalog())) {
    for (Expected& file : expected_frames(dataset, set)) files.push_back(std::move(file));
  }
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> files_below(const fs::path& folder, const fs::path& root) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory() || entry.is_symlink()) files.push_back(entry.path().lexically_relative(root));
  }
  return files;
}

std::vector<fs::path> foreign_files(const Dataset& dataset, const std::vector<Expected>& expected) {
  std::vector<fs::path> foreign;
  for (const char* part : {"objects", "frames"}) {
    for (fs::path& file : files_below(dataset.folder() / part, dataset.folder())) {
      const Expected key{file, 0, {}, {}};
      if (!std::ranges::binary_search(expected, key)) foreign.push_back(std::move(file));
    }
  }
  for (fs::path& file : foreign_downloads(dataset)) foreign.push_back(std::move(file));
  std::ranges::sort(foreign);
  return foreign;
}

std::optional<Damage> check(const Dataset& dataset, const Expected& expected, bool deep) {
  const fs::path file = dataset.folder() / expected.relative;
  const std::string name = expected.relative.string();
  std::error_code error;
  const auto status = fs::symlink_status(file, error);
  if (!fs::exists(status)) return Damage{Damage::Kind::Missing, name, "the file is gone; " + expected.next};
  if (!fs::is_regular_file(status)) {
    return Damage{Damage::Kind::Altered, name, "it is no regular file; " + expected.next};
  }
  const auto size = static_cast<std::int64_t>(fs::file_size(file));
  if (size != expected.bytes) {
    return Damage{Damage::Kind::Altered, name,
                  fmt::format("it has {} bytes, not {}; {}", size, expected.bytes, expected.next)};
  }
  if (deep && base::sha256_of_file(file) != expected.digest) {
    return Damage{Damage::Kind::Altered, name, "its digest is another; " + expected.next};
  }
  return std::nullopt;
}

// The file, and the folders that this leaves empty, up to objects/ or frames/.
void remove_file(const fs::path& file, const fs::path& root) {
  fs::remove(file);
  for (fs::path up = file.parent_path(); up.parent_path() != root && fs::is_empty(up); up = up.parent_path()) {
    fs::remove(up);
  }
}

// Why a set of frames is not wanted; empty: it is its clip's current one, and whole.
std::string why_unwanted(Dataset& dataset, const model::FrameSet& set, const std::vector<Expected>& files) {
  const auto clip = catalog::find_clip(dataset.catalog(), set.clip);
  if (!clip) return fmt::format("frames of clip '{}', which no manifest has any more", set.clip);
  if (clip->recipe != set.recipe) return fmt::format("frames of clip '{}' as it was cut or sampled before", set.clip);
  if (clip->object != set.object) return fmt::format("frames of clip '{}' from another file than it has now", set.clip);
  for (const Expected& file : files) {
    if (check(dataset, file, true)) return fmt::format("frames of clip '{}', of which some are damaged", set.clip);
  }
  return {};
}

/// Finds what nothing needs, by reading only.
class GarbageSearch {
 public:
  explicit GarbageSearch(Dataset& dataset) : dataset_(dataset) {}

  std::vector<Garbage> run() {
    for (const model::FrameSet& set : catalog::frame_sets(dataset_.catalog())) look_at(set);
    for (const base::Digest& digest : catalog::unused_objects(dataset_.catalog())) {
      add(dataset_.objects().path_of(digest).lexically_relative(dataset_.folder()),
          "an imported file that no clip needs");
    }
    for (fs::path& file : foreign_files(dataset_, all_expected(dataset_))) {
      add(std::move(file), "a file that no row speaks of");
    }
    for (auto& [file, why] : unneeded_downloads(dataset_)) add(std::move(file), why.c_str());
    return std::move(garbage_);
  }

  const std::vector<model::FrameSet>& unwanted() const { return unwanted_; }

 private:
  void look_at(const model::FrameSet& set) {
    const std::vector<Expected> files = expected_frames(dataset_, set);
    const std::string why = why_unwanted(dataset_, set, files);
    if (why.empty()) return;
    unwanted_.push_back(set);
    Garbage item{dataset_.folder_of(set).lexically_relative(dataset_.folder()), why, {}, 0};
    for (const Expected& file : files) count(file.relative, item);
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
                                                         {Damage::Kind::BrokenRow, "broken-row"}});

}  // namespace

std::string_view to_string(Damage::Kind kind) { return base::name_of(kDamageNames, kind); }

std::vector<Damage> fsck(Dataset& dataset, bool deep, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  std::vector<Damage> damage;
  for (const std::string& row : catalog::broken_rows(dataset.catalog())) {
    damage.push_back({Damage::Kind::BrokenRow, "catalog.sqlite", row});
  }
  const std::vector<Expected> expected = all_expected(dataset);
  std::int64_t done = 0;
  for (const Expected& file : expected) {
    if (auto found = check(dataset, file, deep)) damage.push_back(std::move(*found));
    progress(++done, static_cast<std::int64_t>(expected.size()));
  }
  for (const fs::path& file : foreign_files(dataset, expected)) {
    damage.push_back({Damage::Kind::Foreign, file.string(), "no row speaks of it; 'sonoset gc' removes it"});
  }
  std::ranges::sort(damage);
  return damage;
}

std::vector<Garbage> gc(Dataset& dataset, bool only_say) {
  GarbageSearch search(dataset);
  std::vector<Garbage> garbage = search.run();
  if (only_say) return garbage;
  // Rows first: what a kill leaves is files without a row, which the next gc removes.
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
