#include "curate/dataset.h"

#include <fmt/format.h>

#include "base/error.h"
#include "curate/decisions.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

constexpr const char* kCatalog = "catalog.sqlite";
using Access = catalog::Catalog::Access;

std::optional<base::FileLock> lock_for(const fs::path& folder, Access access) {
  if (!fs::is_regular_file(folder / kCatalog)) {
    throw base::Error(base::Code::NotFound,
                      fmt::format("'{}' is no dataset: make one with 'sonoset init {}', or name one with -C",
                                  folder.string(), folder.string()));
  }
  if (access == Access::Read) return std::nullopt;
  return std::optional<base::FileLock>(std::in_place, folder / "work" / "lock");
}

}  // namespace

void Dataset::create(const fs::path& folder) {
  if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder))) {
    throw base::Error(base::Code::InvalidInput, "'" + folder.string() + "' exists and is not an empty folder");
  }
  std::error_code error;
  for (const char* part : {"manifests", "objects", "frames", "work"}) {
    fs::create_directories(folder / part, error);
    if (error)
      throw base::Error(base::Code::Denied, "cannot make '" + (folder / part).string() + "': " + error.message());
  }
  // Last: what has a catalog is whole.
  catalog::Catalog::create(folder / kCatalog);
}

Dataset::Dataset(fs::path folder, Access access)
    : folder_(std::move(folder)),
      lock_(lock_for(folder_, access)),
      catalog_(catalog::Catalog::open(folder_ / kCatalog, access)) {
  if (access == Access::Read) return;
  for (const auto& entry : fs::directory_iterator(work_folder())) {
    if (entry.path().filename() != "lock") fs::remove_all(entry.path());
  }
  apply_decisions(*this);
}

fs::path Dataset::folder_of(const model::FrameSet& set) const {
  return frames_folder() / set.clip / model::frame_set_name(set.recipe, set.object);
}

}  // namespace curate
