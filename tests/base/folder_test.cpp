#include "base/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "base/error.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using base::FileKind;
using testing::ElementsAre;
using testing::HasSubstr;

/// "inside" is what a dataset would be, "outside" must never change.
class FolderTest : public testing::Test {
 protected:
  FolderTest() : area_(test::temporary_folder()) {
    fs::create_directories(area_.path() / "inside" / "real");
    fs::create_directories(area_.path() / "outside" / "deep");
    base::write_atomically(outside() / "file", "theirs");
    base::write_atomically(outside() / "deep" / "file", "theirs");
    fs::create_directory_symlink(outside(), inside() / "link");
    fs::create_symlink(outside() / "file", inside() / "real" / "file-link");
    fs::create_symlink(outside() / "new", inside() / "dangling");
  }
  ~FolderTest() override {
    EXPECT_EQ(base::read_text(outside() / "file"), "theirs");
    EXPECT_EQ(base::read_text(outside() / "deep" / "file"), "theirs");
    EXPECT_EQ(std::distance(fs::directory_iterator(outside()), fs::directory_iterator()), 2);
  }

  fs::path inside() const { return area_.path() / "inside"; }
  fs::path outside() const { return area_.path() / "outside"; }

 private:
  base::PrivateFolder area_;
};

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST_F(FolderTest, DoesNotFollowLinks) {
  const base::Folder folder(inside());
  const std::string link = "'" + (inside() / "link").string() + "' is a symbolic link, which is not followed";
  EXPECT_THAT(refusal([&] { folder.write_atomically("link/file", "ours"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.open_to_read("link/file"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.create_file("link/new", 0600); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.make_folders("link/more/below"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.remove_all("link/deep"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.remove_file("link/file"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.rename("link/file", "mine"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.rename("real", "link/mine"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.exchange("real", "link/deep"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.names("link"); }), HasSubstr(link));
  EXPECT_THAT(refusal([&] { folder.open_to_write("real/file-link"); }), HasSubstr("is a symbolic link"));
  EXPECT_THAT(refusal([&] { folder.open_to_write("dangling"); }), HasSubstr("is a symbolic link"));
  EXPECT_THAT(refusal([&] { folder.open_to_read("real/file-link"); }), HasSubstr("is a symbolic link"));
  EXPECT_EQ(folder.kind_of("link"), FileKind::Link);
  EXPECT_EQ(folder.kind_of("real"), FileKind::Folder);
  EXPECT_EQ(folder.kind_of("real/absent"), FileKind::Missing);
}

TEST_F(FolderTest, RefusesPathsThatLeave) {
  const base::Folder folder(inside());
  for (const char* name : {"../outside/file", "real/../../outside/file", "/etc/passwd", ".", "", "real/."}) {
    EXPECT_THAT(refusal([&] { folder.remove_all(name); }), HasSubstr("is not a plain path")) << name;
    EXPECT_THAT(refusal([&] { folder.write_atomically(name, "x"); }), HasSubstr("is not a plain path")) << name;
  }
}

TEST_F(FolderTest, RemovesLinksAndNotWhatTheyPointTo) {
  const base::Folder folder(inside());
  folder.make_folders("tree/a/b");
  folder.write_atomically("tree/a/b/file", "x");
  fs::create_directory_symlink(outside(), inside() / "tree" / "a" / "out");
  folder.remove_all("tree");
  folder.remove_all("link");
  folder.remove_all("absent");
  EXPECT_TRUE(folder.remove_file("dangling"));
  EXPECT_FALSE(folder.remove_file("dangling"));
  EXPECT_THAT(folder.names(), ElementsAre("real"));
}

TEST_F(FolderTest, ReplacesAndExchanges) {
  const base::Folder folder(inside());
  folder.write_atomically("real/a", "one");
  folder.write_atomically("real/a", "two");
  EXPECT_EQ(base::read_text(inside() / "real" / "a"), "two");
  EXPECT_THAT(folder.names("real"), ElementsAre("a", "file-link"));
  folder.make_folders("new");
  folder.exchange("real", "new");
  EXPECT_THAT(folder.names("new"), ElementsAre("a", "file-link"));
  EXPECT_THAT(folder.names("real"), ElementsAre());
  folder.exchange("new", "elsewhere");
  EXPECT_EQ(folder.kind_of("new"), FileKind::Missing);
  // What is in a link's place is replaced, not what it points to.
  folder.make_folders("fresh");
  folder.exchange("fresh", "link");
  EXPECT_NE(folder.kind_of("link"), FileKind::Link);
  folder.create_file("once", 0600);
  EXPECT_THAT(refusal([&] { folder.create_file("once", 0600); }), HasSubstr("cannot create"));
}

TEST_F(FolderTest, OpensFoldersBelowAndRemovesEmptyOnes) {
  const base::Folder folder(inside());
  EXPECT_THAT(refusal([&] { folder.below("link"); }), HasSubstr("is a symbolic link"));
  folder.make_folders("tree/a");
  const base::Folder below = folder.below("tree");
  below.write_atomically("file", "12345");
  EXPECT_EQ(below.path(), inside() / "tree");
  EXPECT_EQ(below.status_of("file").size, 5);
  EXPECT_FALSE(folder.remove_empty_folder("tree"));
  EXPECT_FALSE(folder.remove_empty_folder("absent"));
  EXPECT_TRUE(folder.remove_empty_folder("tree/a"));
  for (const char* name : {"file.partial-0a1b2c", "file.partial-", "partial"}) below.write_atomically(name, "x");
  folder.remove_partial_files("tree");
  EXPECT_THAT(below.names(), ElementsAre("file", "file.partial-", "partial"));
}

TEST_F(FolderTest, DoesNotHangAtAPipe) {
  const base::Folder folder(inside());
  ASSERT_EQ(::mkfifo((inside() / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(refusal([&] { folder.open_to_read("pipe"); }), HasSubstr("is not a regular file"));
  EXPECT_EQ(folder.owner(), ::getuid());
}

}  // namespace
