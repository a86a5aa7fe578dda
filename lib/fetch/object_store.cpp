#include "fetch/object_store.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/error.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

fs::path place_of(const base::Digest& digest) {
  const std::string name = digest.hex();
  return fs::path(name.substr(0, 2)) / name;
}

}  // namespace

fs::path ObjectStore::path_of(const base::Digest& digest) const { return folder_ / place_of(digest); }

bool ObjectStore::has(const base::Digest& digest) const {
  std::error_code ignored;
  return fs::is_regular_file(fs::symlink_status(path_of(digest), ignored));
}

base::Descriptor ObjectStore::open(const base::Digest& digest) const {
  base::Descriptor file = parent().open_to_read(folder_.filename() / place_of(digest));
  if (base::sha256_of_descriptor(file.get()) == digest) return file;
  throw base::Error(base::Code::Corrupt,
                    fmt::format("'{}': checksum mismatch; remove the file, then run import again to restore it",
                                path_of(digest).string()));
}

Staged ObjectStore::stage(int descriptor, const fs::path& stage) const {
  base::copy_file(descriptor, stage);
  const base::Descriptor copy = base::open_to_read(stage);
  Staged staged{base::sha256_of_descriptor(copy.get()), base::size_of(copy.get(), stage), stage};
  if (has(staged.digest)) {
    drop(staged);
    staged.file.clear();
  }
  return staged;
}

void ObjectStore::drop(const Staged& staged) {
  if (staged.file.empty()) return;
  base::Folder(base::folder_of(staged.file)).remove_file(staged.file.filename());
}

void ObjectStore::settle(const Staged& staged) const {
  if (staged.file.empty()) return;
  // Another clip with the same object may have stored it meanwhile.
  if (has(staged.digest)) return drop(staged);
  const base::Folder root = parent();
  const fs::path from = staged.file.lexically_relative(root.path());
  const fs::path place = folder_.filename() / place_of(staged.digest);
  const base::Descriptor file = root.open_to_read(from);
  if (::fchmod(file.get(), 0444) != 0) base::throw_errno("cannot make read-only", staged.file);
  root.make_folders(place.parent_path());
  root.rename(from, place);
}

}  // namespace fetch
