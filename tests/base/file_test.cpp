#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "base/error.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;

base::Code code_of(const auto& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "no exception";
  return base::Code::Io;
}

TEST(File, AtomicWriteReplacesTheFileAndLeavesNoOther) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", "one");
  base::write_atomically(folder.path() / "f", "two");
  EXPECT_EQ(base::read_text(folder.path() / "f"), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(File, FailedWriteLeavesNoFile) {
  const auto folder = test::temporary_folder();
  fs::create_directory(folder.path() / "f");
  EXPECT_THROW(base::write_atomically(folder.path() / "f", "x"), base::Error);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(File, OpenRejectsPipesAndFolders) {
  const auto folder = test::temporary_folder();
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(code_of([&] { base::open_to_read(pipe); }), base::Code::InvalidInput);
  EXPECT_EQ(code_of([&] { base::open_to_read(folder.path()); }), base::Code::InvalidInput);
  EXPECT_EQ(code_of([&] { base::open_to_read("/dev/zero"); }), base::Code::InvalidInput);
  EXPECT_EQ(code_of([&] { base::open_to_read(folder.path() / "absent"); }), base::Code::NotFound);
}

TEST(File, ReadTextRejectsLargeFiles) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", std::string(100, 'x'));
  EXPECT_EQ(base::read_text(folder.path() / "f", 100).size(), 100U);
  EXPECT_EQ(code_of([&] { base::read_text(folder.path() / "f", 99); }), base::Code::InvalidInput);
}

TEST(File, AppendsLines) {
  const auto folder = test::temporary_folder();
  base::append_line(folder.path() / "f", "a");
  base::append_line(folder.path() / "f", "b");
  EXPECT_EQ(base::read_text(folder.path() / "f"), "a\nb\n");
}

TEST(File, CopiesWithoutReplacing) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", std::string(300'000, 'y'));
  const base::Descriptor from = base::open_to_read(folder.path() / "f");
  base::copy_file(from.get(), folder.path() / "g");
  EXPECT_EQ(base::read_text(folder.path() / "g"), base::read_text(folder.path() / "f"));
  EXPECT_THROW(base::copy_file(from.get(), folder.path() / "g"), base::Error);
}

TEST(File, PrivateFolderIsRemovedWithItsContents) {
  const auto folder = test::temporary_folder();
  fs::path inner;
  {
    const base::PrivateFolder own(folder.path());
    inner = own.path();
    base::write_atomically(inner / "f", "x");
    EXPECT_EQ(fs::status(inner).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
  }
  EXPECT_FALSE(fs::exists(inner));
}

TEST(FileLock, NamesTheHolder) {
  const auto folder = test::temporary_folder();
  {
    const base::FileLock lock(folder.path() / "lock");
    try {
      const base::FileLock second(folder.path() / "lock");
      FAIL() << "two processes hold the lock";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::Denied);
      EXPECT_NE(std::string(error.what()).find("process " + std::to_string(::getpid())), std::string::npos);
    }
  }
  EXPECT_NO_THROW(base::FileLock(folder.path() / "lock"));
}

TEST(ReadAt, ReadsUpToTheEndOfTheFile) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", "abcdef");
  const base::Descriptor file = base::open_to_read(folder.path() / "f");
  EXPECT_EQ(base::size_of(file.get(), "f"), 6);
  std::string text(4, '.');
  EXPECT_EQ(base::read_at(file.get(), 1, text.data(), 4, "f"), 4u);
  EXPECT_EQ(text, "bcde");
  EXPECT_EQ(base::read_at(file.get(), 5, text.data(), 4, "f"), 1u);
  EXPECT_EQ(text, "fcde");
  EXPECT_EQ(base::read_at(file.get(), 6, text.data(), 4, "f"), 0u);
  EXPECT_THROW(base::size_of(-1, "f"), base::Error);
  EXPECT_THROW(base::read_at(-1, 0, text.data(), 4, "f"), base::Error);
}

// An untrusted manifest must not name files outside the folder.
TEST(StaysBelow, FollowsLinks) {
  const auto folder = test::temporary_folder();
  const std::filesystem::path root = std::filesystem::canonical(folder.path()) / "root";
  std::filesystem::create_directories(root / "in");
  std::filesystem::create_directories(folder.path() / "rooted");
  std::filesystem::create_directory_symlink("in", root / "inside");
  std::filesystem::create_directory_symlink("../rooted", root / "outside");
  std::filesystem::create_symlink("loop", root / "loop");
  std::error_code error;
  for (const char* path : {"in/a", "inside/a", "not/there", "in/../a"}) {
    EXPECT_TRUE(base::stays_below(root, path, error)) << path;
    EXPECT_FALSE(error) << path;
  }
  for (const char* path : {"outside/a", "outside", "../rooted", "/etc/passwd", "in/../../a"}) {
    EXPECT_FALSE(base::stays_below(root, path, error)) << path;
    EXPECT_FALSE(error) << path;
  }
  EXPECT_FALSE(base::stays_below(root, "loop", error));
  EXPECT_TRUE(error);
}

// The last line may have been written by hand, or cut off by a kill: neither is joined with the next.
TEST(File, AppendedLinesAreLines) {
  const auto folder = test::temporary_folder();
  const auto file = folder.path() / "lines";
  base::append_line(file, "a");
  std::ofstream(file, std::ios::app) << "b";
  base::append_line(file, "c");
  EXPECT_EQ(base::read_text(file), "a\nb\nc\n");
  std::filesystem::permissions(file, std::filesystem::perms(0660));
  base::append_line(file, "d");
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0660));
  base::write_atomically(file, "a\nb\nc\n");
  std::filesystem::create_symlink(file, folder.path() / "link");
  EXPECT_THROW(base::append_line(folder.path() / "link", "d"), base::Error);
  EXPECT_EQ(base::read_text(file), "a\nb\nc\n");
}

}  // namespace
