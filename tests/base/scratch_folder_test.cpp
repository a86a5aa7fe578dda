#include "base/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "base/error.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using base::Folder;
using base::ScratchFolder;
using testing::HasSubstr;

class ScratchFolderTest : public testing::Test {
 protected:
  std::vector<std::string> names() const { return Folder(place_.path()).names(); }
  base::PrivateFolder place_ = test::temporary_folder();
};

TEST_F(ScratchFolderTest, IsPrivateAndRemovedAtTheEnd) {
  {
    const ScratchFolder scratch(place_.path(), ".out.partial");
    const ScratchFolder other(place_.path(), ".out.partial");
    EXPECT_NE(scratch.path(), other.path());
    EXPECT_THAT(scratch.path().filename(), testing::MatchesRegex(".out.partial-[0-9a-f]{6}"));
    struct stat status {};
    ASSERT_EQ(::stat(scratch.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U);
    scratch.folder().make_folders("a/b");
    base::write_all(scratch.folder().create_file("a/b/c", 0666).get(), "text", "c");
    scratch.move_beside("a", "done");
    try {
      ScratchFolder(place_.path(), ".out.partial", ScratchFolder::Others::Refused);
      ADD_FAILURE();
    } catch (const base::Error& error) {
      EXPECT_THAT(error.what(), HasSubstr(".out.partial-…' is in use by another process"));
    }
  }
  EXPECT_EQ(names(), std::vector<std::string>{"done"});
  EXPECT_EQ(base::read_text(place_.path() / "done/b/c"), "text");
}

TEST_F(ScratchFolderTest, RemovesWhatAKillLeftAndNothingElse) {
  const Folder place(place_.path());
  place.make_folders("outside");
  base::write_atomically(place_.path() / "outside/precious", "precious");
  // Before its lock was made, and after; with links in them.
  for (const char* name : {".x-000000", ".x-abcdef"}) {
    place.make_folders(fs::path(name) / "export");
    fs::create_directory_symlink(place_.path() / "outside", place_.path() / name / "link");
  }
  place.create_file(".x-abcdef/lock", 0600);
  // Not ours: another prefix, another length, a file, a link.
  place.make_folders(".y-abcdef");
  place.make_folders(".x-abcde");
  place.create_file(".x-aaaaaa", 0600);
  fs::create_directory_symlink(place_.path() / "outside", place_.path() / ".x-bbbbbb");
  { const ScratchFolder scratch(place_.path(), ".x", ScratchFolder::Others::Refused); }
  EXPECT_EQ(names(), (std::vector<std::string>{".x-aaaaaa", ".x-abcde", ".x-bbbbbb", ".y-abcdef", "outside"}));
  EXPECT_TRUE(fs::exists(place_.path() / "outside/precious"));
}

TEST_F(ScratchFolderTest, LeavesFoldersOfOthersAlone) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make a folder of another user";
  const Folder place(place_.path());
  place.make_folders(".x-abcdef/export");
  ASSERT_EQ(::chown((place_.path() / ".x-abcdef").c_str(), 65534, 65534), 0);
  { const ScratchFolder scratch(place_.path(), ".x", ScratchFolder::Others::Refused); }
  EXPECT_TRUE(fs::exists(place_.path() / ".x-abcdef/export"));
}

// Who may write in the place can take the name away, and put a link or a folder there.
TEST_F(ScratchFolderTest, WritesToItselfWhateverHasItsName) {
  const Folder place(place_.path());
  place.make_folders("outside");
  place.make_folders("theirs/export");
  {
    const ScratchFolder scratch(place_.path(), ".x");
    scratch.folder().make_folders("export");
    const std::string name = scratch.path().filename();
    place.rename(name, "moved");
    fs::create_directory_symlink(place_.path() / "outside", place_.path() / name);
    scratch.folder().create_file("export/one", 0666);
    fs::remove(place_.path() / name);
    place.rename("theirs", name);
    scratch.folder().create_file("export/two", 0666);
    scratch.move_beside("export", "done");
  }
  EXPECT_EQ(place.names("done"), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(place.names("outside").empty());
}

TEST(TemporaryRoot, NamesAFolderThatDoesNotExist) {
  const char* value = std::getenv("TMPDIR");
  const std::string before = value != nullptr ? value : "";
  ::setenv("TMPDIR", "/no/such/folder", 1);
  try {
    base::temporary_root();
    ADD_FAILURE();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::NotFound);
    EXPECT_STREQ(error.what(),
                 "the folder for temporary files, '/no/such/folder', does not exist; set TMPDIR to a folder that does");
  }
  ::unsetenv("TMPDIR");
  EXPECT_EQ(base::temporary_root(), "/tmp");
  if (value != nullptr) ::setenv("TMPDIR", before.c_str(), 1);
}

}  // namespace
