#include "curate/maintain/stored_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {
namespace {

namespace fs = std::filesystem;

/// An open folder with the names in it; empty if it does not exist, or is a link or a file.
class OpenFolder {
 public:
  OpenFolder(const base::Folder& files, const fs::path& place) {
    try {
      folder_ = files.below(place);
    } catch (const base::Error& error) {
      if (error.code() != base::Code::NotFound && error.code() != base::Code::InvalidInput) throw;
      return;
    }
    names_ = folder_->names();
  }

  bool is_there() const { return folder_.has_value(); }

  const std::vector<std::string>& names() const { return names_; }
  base::FileStatus status_of(const std::string& name) const {
    return std::ranges::binary_search(names_, name) ? folder_->status_of(name) : base::FileStatus();
  }

 private:
  std::optional<base::Folder> folder_;
  std::vector<std::string> names_;
};

std::optional<FileFault> fault_of(const fs::path& folder, const OpenFolder& open, const StoredFile& file,
                                  const StoredFolder& stored, bool deep) {
  using Kind = FileFault::Kind;
  const base::FileStatus status = open.status_of(file.name);
  if (status.kind == base::FileKind::Missing) return FileFault{Kind::Missing, file.name, stored.restore};
  const std::string next = stored.remove_first ? "remove it, then " + stored.restore : stored.restore;
  if (status.kind != base::FileKind::File) return FileFault{Kind::Altered, file.name, "not a regular file; " + next};
  if (status.size != file.bytes) {
    return FileFault{Kind::Altered, file.name,
                     fmt::format("size is {} bytes, should be {}; {}", status.size, file.bytes, next)};
  }
  if (deep && base::sha256_of_file(folder / file.name) != file.digest) {
    return FileFault{Kind::Altered, file.name, "checksum mismatch; " + next};
  }
  return std::nullopt;
}

// The first part of a path that is a link or a file, if there is one.
std::optional<fs::path> no_folder_on(const base::Folder& files, const fs::path& place) {
  fs::path up;
  for (const fs::path& part : place) {
    up /= part;
    const base::FileKind kind = files.kind_of(up);
    if (kind == base::FileKind::Missing) return std::nullopt;
    if (kind != base::FileKind::Folder) return up;
  }
  return std::nullopt;
}

void tell_all_below(const fs::path& root, const fs::path& place, const std::function<void(fs::path)>& foreign) {
  const fs::file_status status = fs::symlink_status(root / place);
  if (!fs::is_directory(status)) return foreign(place);
  for (const auto& entry : fs::directory_iterator(root / place)) {
    tell_all_below(root, place / entry.path().filename(), foreign);
  }
}

/// Reads each recipe once.
class FrameFolders {
 public:
  explicit FrameFolders(Dataset& dataset) : dataset_(dataset) {}

  StoredFolder operator()(const model::FrameSet& set) {
    StoredFolder folder;
    folder.place = dataset_.folder_of(set).lexically_relative(dataset_.folder());
    const std::optional<model::Recipe>& recipe = recipe_of(set.recipe);
    if (!recipe) return folder;
    folder.restore = fmt::format("run 'sonoset gc', then import again to restore the frames of '{}'", set.clip);
    for (const model::Frame& frame : catalog::frames(dataset_.catalog(), set)) {
      folder.files.push_back({model::frame_name(frame.picture, recipe->format), frame.file_bytes, frame.file});
    }
    // Names sort differently from numbers from a million pictures on.
    std::ranges::sort(folder.files, {}, &StoredFile::name);
    return folder;
  }

 private:
  const std::optional<model::Recipe>& recipe_of(const base::Digest& digest) {
    const auto found = recipes_.find(digest);
    if (found != recipes_.end()) return found->second;
    return recipes_.emplace(digest, catalog::find_recipe(dataset_.catalog(), digest)).first->second;
  }

  Dataset& dataset_;
  std::map<base::Digest, std::optional<model::Recipe>> recipes_;
};

/// Visits all stored files once.
class StoredFiles {
 public:
  StoredFiles(Dataset& dataset, bool deep, const StoredFilesVisitor& visitor)
      : dataset_(dataset), deep_(deep), visitor_(visitor) {}

  void look_at_objects() {
    StoredFolder folder;
    std::set<std::string> known;
    for (const catalog::ObjectRow& row : catalog::objects(dataset_.catalog())) {
      const fs::path file = dataset_.objects().path_of(row.digest).lexically_relative(dataset_.folder());
      if (folder.place != file.parent_path()) {
        look_at(folder);
        folder = {file.parent_path(), {}, "run import again to restore it", true};
        known.insert(folder.place.filename());
      }
      folder.files.push_back({file.filename(), row.size_bytes, row.digest});
    }
    look_at(folder);
    tell_others("objects", known);
  }

  void look_at_frames() {
    FrameFolders folders(dataset_);
    std::set<std::string> clips;
    std::set<std::string> sets;  // of the clip before
    std::string clip;
    for (const model::FrameSet& set : catalog::frame_sets(dataset_.catalog())) {
      if (set.clip != clip && !clip.empty()) tell_others(fs::path("frames") / clip, std::exchange(sets, {}));
      clip = set.clip;
      clips.insert(clip);
      sets.insert(dataset_.folder_of(set).filename());
      look_at(set, folders);
    }
    if (!clip.empty()) tell_others(fs::path("frames") / clip, sets);
    tell_others("frames", clips);
  }

 private:
  void look_at(const model::FrameSet& set, FrameFolders& folders) {
    StoredFolder folder;
    try {
      folder = folders(set);
    } catch (const base::Error& error) {
      if (error.code() != base::Code::Corrupt) throw;
      visitor_.unreadable(set.clip, error);
    }
    look_at(folder);
  }

  void look_at(const StoredFolder& folder) {
    if (folder.place.empty()) return;
    for (FileFault& fault : check_folder(dataset_, folder, deep_, visitor_.foreign)) {
      visitor_.fault(folder, std::move(fault));
    }
    visitor_.looked(static_cast<std::int64_t>(folder.files.size()));
  }

  void tell_others(const fs::path& place, const std::set<std::string>& known) {
    const OpenFolder open(dataset_.files(), place);
    for (const std::string& name : open.names()) {
      if (!known.contains(name)) tell_all_below(dataset_.folder(), place / name, visitor_.foreign);
    }
  }

  Dataset& dataset_;
  bool deep_;
  const StoredFilesVisitor& visitor_;
};

}  // namespace

StoredFolder stored_frames(Dataset& dataset, const model::FrameSet& set) { return FrameFolders(dataset)(set); }

std::vector<FileFault> check_folder(const Dataset& dataset, const StoredFolder& folder, bool deep,
                                    const std::function<void(fs::path)>& foreign) {
  const fs::path place = dataset.folder() / folder.place;
  const OpenFolder open(dataset.files(), folder.place);
  if (!open.is_there()) {
    if (const auto other = no_folder_on(dataset.files(), folder.place)) foreign(*other);
  }
  std::vector<FileFault> faults;
  for (const StoredFile& file : folder.files) {
    if (auto fault = fault_of(place, open, file, folder, deep)) faults.push_back(std::move(*fault));
  }
  auto expected = folder.files.begin();
  for (const std::string& name : open.names()) {
    while (expected != folder.files.end() && expected->name < name) ++expected;
    if (expected == folder.files.end() || expected->name != name) {
      tell_all_below(dataset.folder(), folder.place / name, foreign);
    }
  }
  return faults;
}

void visit_stored_files(Dataset& dataset, bool deep, const StoredFilesVisitor& visitor) {
  StoredFiles files(dataset, deep, visitor);
  files.look_at_objects();
  files.look_at_frames();
}

}  // namespace curate
