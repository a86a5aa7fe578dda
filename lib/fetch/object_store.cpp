#include "fetch/object_store.h"

#include <sys/stat.h>

#include "base/error.h"

namespace fetch {
namespace fs = std::filesystem;

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
  // Another clip with the same object may have stored it meanwhile.
  if (has(staged.digest)) {
    fs::remove(staged.file);
    return;
  }
  const fs::path place = path_of(staged.digest);
  fs::create_directories(place.parent_path());
  if (::chmod(staged.file.c_str(), 0444) != 0) base::throw_errno("cannot make read-only", staged.file);
  if (::rename(staged.file.c_str(), place.c_str()) != 0) base::throw_errno("cannot write", place);
}

}  // namespace fetch
