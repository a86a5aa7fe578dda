#include "fetch/object_store.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/error.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

// The digest that a file's place below the folder names; nothing where it names none.
std::optional<base::Digest> named_digest(const fs::path& relative) {
  const auto digest = base::Digest::from_hex(relative.filename().string());
  if (!digest || relative.parent_path() != digest->hex().substr(0, 2)) return std::nullopt;
  // An upper-case name would be found under another path.
  if (digest->hex() != relative.filename().string()) return std::nullopt;
  return digest;
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory() || entry.is_symlink()) files.push_back(entry.path().lexically_relative(folder));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

fs::path ObjectStore::path_of(const base::Digest& digest) const {
  const std::string name = digest.hex();
  return folder_ / name.substr(0, 2) / name;
}

bool ObjectStore::has(const base::Digest& digest) const { return fs::is_regular_file(path_of(digest)); }

Staged ObjectStore::stage(int descriptor, const fs::path& stage) const {
  base::copy_file(descriptor, stage);
  const base::Descriptor copy = base::open_to_read(stage);
  Staged staged{base::sha256_of_descriptor(copy.get()), base::size_of(copy.get(), stage), stage};
  if (has(staged.digest)) {
    fs::remove(stage);
    staged.file.clear();
  }
  return staged;
}

void ObjectStore::settle(const Staged& staged) const {
  if (staged.file.empty()) return;
  // Another clip of the same object may have brought it meanwhile.
  if (has(staged.digest)) {
    fs::remove(staged.file);
    return;
  }
  const fs::path place = path_of(staged.digest);
  fs::create_directories(place.parent_path());
  if (::chmod(staged.file.c_str(), 0444) != 0) base::throw_errno("cannot make read-only", staged.file);
  if (::rename(staged.file.c_str(), place.c_str()) != 0) base::throw_errno("cannot write", place);
}

std::vector<fs::path> ObjectStore::foreign_files() const {
  std::vector<fs::path> files = files_below(folder_);
  std::erase_if(files, [](const fs::path& file) { return named_digest(file).has_value(); });
  return files;
}

std::vector<base::Digest> ObjectStore::list() const {
  std::vector<base::Digest> digests;
  for (const fs::path& file : files_below(folder_)) {
    if (const auto digest = named_digest(file)) digests.push_back(*digest);
  }
  std::ranges::sort(digests);
  return digests;
}

}  // namespace fetch
