#include "publish/tar_writer.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace {

std::string tar_of(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string file;
  publish::TarWriter writer([&](std::string_view bytes) { file += bytes; });
  for (const auto& [name, content] : members) writer.add(name, content);
  return file += publish::tar_end();
}

// POSIX.1-1988, 10.1.1: a header of 512 bytes, content in whole blocks, two blocks of zeros at the end.
TEST(TarWriter, WritesPlainUstar) {
  const std::string content(700, 'x');
  const std::string file = tar_of({{"a.json", content}, {"a.cls", "3"}});
  ASSERT_EQ(std::ssize(file), publish::tar_member_bytes(700) + publish::tar_member_bytes(1) + 1024);
  EXPECT_EQ(file.substr(0, 7), std::string("a.json\0", 7));
  EXPECT_EQ(file.substr(100, 6), "000644");        // mode
  EXPECT_EQ(file.substr(108, 6), "000000");        // user
  EXPECT_EQ(file.substr(116, 6), "000000");        // group
  EXPECT_EQ(file.substr(124, 11), "00000001274");  // size, octal
  EXPECT_EQ(file.substr(136, 11), "00000000000");  // time
  EXPECT_EQ(file.substr(156, 1), "0");             // a regular file
  EXPECT_EQ(file.substr(257, 8), std::string("ustar\0"
                                             "00",
                                             8));          // magic, version
  EXPECT_EQ(file.substr(265, 64), std::string(64, '\0'));  // names of user and group
  EXPECT_EQ(file.substr(512, 700), content);
  EXPECT_EQ(file.substr(file.size() - 1024), std::string(1024, '\0'));
  EXPECT_EQ(file, tar_of({{"a.json", content}, {"a.cls", "3"}}));
}

TEST(TarWriter, AcceptsNamesThatFitOnly) {
  EXPECT_NO_THROW(tar_of({{std::string(100, 'n'), ""}}));
  EXPECT_THROW(tar_of({{std::string(101, 'n'), ""}}), base::Error);
}

// An error while writing is the caller's own, and a writer that is not finished writes no more.
TEST(TarWriter, PassesErrorsOn) {
  struct Full {};
  bool full = false;
  std::size_t pieces = 0;
  {
    publish::TarWriter writer([&](std::string_view) {
      ++pieces;
      if (full) throw Full();
    });
    writer.add("a", std::string(20'000, 'x'));
    full = true;
    EXPECT_THROW(writer.add("b", std::string(20'000, 'x')), Full);
    pieces = 0;
  }
  EXPECT_EQ(pieces, 0U);
}

}  // namespace
