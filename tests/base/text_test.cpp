#include "base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cctype>

namespace {

TEST(Text, ClassifiesAscii) {
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    const bool ascii = code < 128;
    EXPECT_EQ(base::is_digit(c), ascii && std::isdigit(code) != 0) << code;
    EXPECT_EQ(base::is_letter(c), ascii && std::isalpha(code) != 0) << code;
    EXPECT_EQ(base::is_small_letter(c), ascii && std::islower(code) != 0) << code;
    EXPECT_EQ(base::is_alphanumeric(c), ascii && std::isalnum(code) != 0) << code;
    EXPECT_EQ(base::hex_value(c).has_value(), ascii && std::isxdigit(code) != 0) << code;
    EXPECT_EQ(base::lower(c), ascii ? static_cast<char>(std::tolower(code)) : c) << code;
  }
}

TEST(Text, ReadsHexDigits) {
  EXPECT_EQ(base::hex_value('0'), 0);
  EXPECT_EQ(base::hex_value('9'), 9);
  EXPECT_EQ(base::hex_value('a'), 10);
  EXPECT_EQ(base::hex_value('F'), 15);
  EXPECT_EQ(base::hex(std::array<std::uint8_t, 3>{0x00, 0x9f, 0xe1}), "009fe1");
  EXPECT_EQ(base::hex({}), "");
}

TEST(Text, LowersOnlyAsciiLetters) {
  EXPECT_EQ(base::lower("COVID-19 É"), "covid-19 É");
  EXPECT_TRUE(base::same_word("Content-Type", "content-TYPE"));
  EXPECT_FALSE(base::same_word("etag", "etags"));
  EXPECT_FALSE(base::same_word("@", "`"));
}

TEST(Text, TrimsBothEnds) {
  EXPECT_EQ(base::trimmed("  a b ", " "), "a b");
  EXPECT_EQ(base::trimmed("\t a\n", " "), "\t a\n");
  EXPECT_EQ(base::trimmed("\t a\n", " \t\n"), "a");
  EXPECT_EQ(base::trimmed("   ", " "), "");
  EXPECT_EQ(base::trimmed("", " "), "");
}

TEST(Text, NamesAFewAndCountsTheRest) {
  EXPECT_EQ(base::some_of({}, 2), "");
  EXPECT_EQ(base::some_of({"a", "b"}, 2), "a, b");
  EXPECT_EQ(base::some_of({"a", "b", "c", "d"}, 2), "a, b and 2 more");
}

TEST(Text, CountsInSingularAndPlural) {
  EXPECT_EQ(base::counted(1, "clip"), "1 clip");
  EXPECT_EQ(base::counted(std::size_t{0}, "clip"), "0 clips");
  EXPECT_EQ(base::counted(std::int64_t{2}, "frame set"), "2 frame sets");
  EXPECT_EQ(base::counted(3, "address", "addresses"), "3 addresses");
}

TEST(Text, SuggestsSlipsOnly) {
  const std::vector<std::string> words = {"region", "source", "subject"};
  EXPECT_EQ(base::nearest("regoin", words), "region");
  EXPECT_EQ(base::nearest("sourse", words), "source");
  EXPECT_EQ(base::nearest("window", words), std::nullopt);
  EXPECT_EQ(base::nearest(std::string(1000, 'x'), words), std::nullopt);
  EXPECT_EQ(base::did_you_mean("subjekt", words), "; did you mean 'subject'?");
}

}  // namespace
