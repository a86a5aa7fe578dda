#include "fetch/object_store.h"

#include <gtest/gtest.h>

#include "support/support.h"

namespace {

namespace fs = std::filesystem;

TEST(ObjectStore, StoresReadOnlyFilesByDigest) {
  const auto folder = test::temporary_folder();
  const fetch::ObjectStore store(folder.path() / "objects");
  base::write_atomically(folder.path() / "in", "bytes");
  const auto file = base::open_to_read(folder.path() / "in");
  const fetch::Staged staged = store.stage(file.get(), folder.path() / "stage");
  EXPECT_FALSE(store.has(staged.digest)) << "a staged object is not in the store yet";
  store.settle(staged);
  EXPECT_EQ(staged.digest, base::sha256("bytes"));
  EXPECT_EQ(staged.size_bytes, 5);
  EXPECT_TRUE(store.has(staged.digest));
  EXPECT_EQ(fs::status(store.path_of(staged.digest)).permissions() & fs::perms::owner_write, fs::perms::none);
  EXPECT_EQ(base::read_text(store.path_of(staged.digest)), "bytes");
}

TEST(ObjectStore, DoesNotStageAStoredObject) {
  const auto folder = test::temporary_folder();
  const fetch::ObjectStore store(folder.path() / "objects");
  base::write_atomically(folder.path() / "in", "bytes");
  const auto file = base::open_to_read(folder.path() / "in");
  store.settle(store.stage(file.get(), folder.path() / "stage"));
  const fetch::Staged again = store.stage(file.get(), folder.path() / "stage");
  EXPECT_TRUE(again.file.empty());
  EXPECT_FALSE(fs::exists(folder.path() / "stage"));
  EXPECT_NO_THROW(store.settle(again));
}

}  // namespace
