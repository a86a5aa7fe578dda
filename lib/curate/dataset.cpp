#include "curate/dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/folder.h"
#include "catalog/broken_rows.h"
#include "curate/known_catalogs.h"
#include "curate/label/decisions.h"
#include "curate/layout.h"
#include "curate/outcomes.h"
#include "curate/trust.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

constexpr const char* kCatalog = kCatalogFile;
constexpr const char* kJournal = "catalog.sqlite-journal";
constexpr std::int64_t kMaxFrameBytes = std::int64_t{256} << 20;
constexpr std::array kFolders = {"manifests", "objects", "frames", "work"};
using Access = catalog::Catalog::Access;

// Whether the folder has only what a killed `create` leaves: empty folders and a partial catalog.
bool is_half_made(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name == kCatalog || name == kJournal) continue;
    const bool ours = std::ranges::find(kFolders, name) != kFolders.end();
    if (!ours || !entry.is_directory() || !fs::is_empty(entry.path())) return false;
  }
  return true;
}

// Whether files show that the folder once had a catalog.
bool has_remains(const fs::path& folder) {
  const auto holds_any = [](const fs::path& part) { return fs::is_directory(part) && !fs::is_empty(part); };
  return fs::exists(folder / "decisions.jsonl") || holds_any(folder / "manifests") || holds_any(folder / "objects");
}

void make_folders(const fs::path& folder) {
  const base::Folder files(folder);
  for (const char* part : kFolders) files.make_folders(part);
}

void check_dataset_folder(const fs::path& folder) {
  check_owner(folder);
  check_layout(folder);
}

std::optional<base::FileLock> lock_for(const fs::path& folder, Access access) {
  if (fs::is_directory(folder)) check_dataset_folder(folder);
  if (!fs::exists(folder / kCatalog) && has_remains(folder)) {
    throw base::Error(base::Code::NotFound,
                      fmt::format("the catalog of '{0}' is missing; run 'sonoset -C {0} rebuild'", folder.string()));
  }
  if (!fs::exists(folder / kCatalog)) {
    throw base::Error(base::Code::NotFound,
                      fmt::format("'{0}' is not a dataset; use -C to name one, or create it with 'sonoset init {0}'",
                                  folder.string()));
  }
  if (access == Access::Read) return std::nullopt;
  return lock_dataset(folder);
}

}  // namespace

void Dataset::create(const fs::path& folder) {
  if (fs::is_regular_file(folder / kCatalog) && fs::file_size(folder / kCatalog) > 0 &&
      !fs::exists(folder / kJournal)) {
    throw base::Error(base::Code::InvalidInput, "'" + folder.string() + "' is already a dataset");
  }
  if (fs::exists(folder) && !(fs::is_directory(folder) && is_half_made(folder))) {
    throw base::Error(base::Code::InvalidInput, "'" + folder.string() + "' exists and is not an empty folder");
  }
  fs::create_directories(folder);
  check_dataset_folder(folder);
  // An unfinished catalog is empty and is made again.
  for (const char* file : {kCatalog, kJournal}) base::Folder(folder).remove_file(file);
  make_folders(folder);
  // Last: a folder with a catalog is complete.
  catalog::Catalog::create(folder / kCatalog);
}

Dataset::Remember::~Remember() {
  if (!folder.empty()) remember_catalog(folder);
}

void Dataset::check_catalog(Access access) {
  const Knowledge knowledge = knowledge_of_catalog(folder_);
  const bool needed = knowledge == Knowledge::Unknown || (access == Access::Write && knowledge == Knowledge::Changed);
  if (!needed) return;
  if (const auto damage = catalog::quick_check(catalog_)) {
    throw base::Error(base::Code::Corrupt,
                      fmt::format("catalog '{}' is damaged ({}); restore it with 'sonoset -C {} rebuild'",
                                  (folder_ / kCatalog).string(), *damage, folder_.string()));
  }
  if (access == Access::Read) remember_catalog(folder_);
}

Dataset::Dataset(fs::path folder, Access access, Check check)
    : folder_(std::move(folder)),
      lock_(lock_for(folder_, access)),
      files_(folder_),
      catalog_(catalog::Catalog::open(folder_ / kCatalog, access)) {
  if (check == Check::Yes) check_catalog(access);
  if (access == Access::Read) return;
  remember_.folder = folder_;
  tidy();
  write_missing_outcomes(catalog_, manifests_folder());
}

Dataset::Dataset(fs::path folder, catalog::Catalog catalog)
    : folder_(std::move(folder)), files_(folder_), catalog_(std::move(catalog)) {
  tidy();
}

// Removes what a killed run left, and applies decisions that the catalog does not have.
void Dataset::tidy() {
  for (const std::string& name : files_.names("work")) {
    if (name != "lock") files_.remove_all(fs::path("work") / name);
  }
  for (const char* part : {"", "manifests"}) files_.remove_partial_files(part);
  apply_decisions(catalog_, decisions_file());
}

base::FileLock lock_dataset(const fs::path& folder) {
  check_dataset_folder(folder);
  make_folders(folder);
  return base::FileLock(folder / "work" / "lock");
}

Dataset::FrameFile Dataset::read_frame(const model::FrameSet& set, const model::Frame& frame,
                                       model::StillFormat format) const {
  return frames_of(set).read(frame, format);
}

Dataset::FrameFile Dataset::FrameFolder::read(const model::Frame& frame, model::StillFormat format) const {
  const fs::path name = folder_ / model::frame_name(frame.picture, format);
  const fs::path path = files_->path() / name;
  FrameFile read{files_->open_to_read(name), {}};
  const std::int64_t size = base::size_of(read.file.get(), path);
  if (size == frame.file_bytes && size <= kMaxFrameBytes) {
    read.bytes.resize(static_cast<std::size_t>(size));
    base::read_at(read.file.get(), 0, read.bytes.data(), read.bytes.size(), path);
    if (base::sha256(read.bytes) == frame.file) return read;
  }
  throw base::Error(base::Code::Corrupt,
                    fmt::format("'{}': checksum mismatch; run 'sonoset fsck --deep'", path.string()));
}

fs::path Dataset::folder_of(const model::FrameSet& set) const {
  return frames_folder() / set.clip / model::frame_set_name(set.recipe, set.object);
}

}  // namespace curate
