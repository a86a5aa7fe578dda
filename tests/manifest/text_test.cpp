#include "manifest/text.h"

#include <gtest/gtest.h>

namespace manifest {
namespace {

// Bytes that are not UTF-8 and control characters of untrusted files must not reach the catalog or a terminal.
TEST(Text, FindsInvalidBytes) {
  for (const char* good : {"", "a\tb\r\n", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x98\x80", "\xED\x9F\xBF"}) {
    EXPECT_FALSE(find_bad_byte(good)) << good;
  }
  for (const char* bad :
       {"a\x01", "a\x7F", "a\x1B[31m", "a\xFF", "a\xC3", "a\xC0\xAF", "a\xE0\x80\x80", "a\xED\xA0\x80",
        "a\xF4\x90\x80\x80", "a\xF0\x80\x80\x80", "a\xC2\x9B", "a\xE2\x80", "a\x80"}) {
    const auto found = find_bad_byte(bad);
    ASSERT_TRUE(found) << bad;
    EXPECT_EQ(found->offset, 1U) << bad;
  }
  EXPECT_TRUE(find_bad_byte(std::string_view("\0", 1)));
}

TEST(Text, ShortensBetweenCharacters) {
  EXPECT_EQ(cited("short"), "'short'");
  const std::string cut = cited(std::string(59, 'x') + "\xC3\xA9" + std::string(100, 'y'));
  EXPECT_EQ(cut, "'" + std::string(59, 'x') + "…'");
}

}  // namespace
}  // namespace manifest
