#include "base/unicode.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Unicode, ComposesAsUax15) {
  EXPECT_EQ(nfc("plain"), "plain");
  EXPECT_EQ(nfc("Mu\u0308ller"), "M\u00FCller");
  EXPECT_EQ(nfc("M\u00FCller"), "M\u00FCller");
  EXPECT_EQ(nfc("\u1100\u1161"), "\uAC00") << "Hangul";
  EXPECT_EQ(nfc("a\u0323\u0307"), nfc("a\u0307\u0323")) << "the order of marks";
  EXPECT_EQ(nfc("\uFB01"), "\uFB01") << "canonical, not compatible";
  EXPECT_EQ(nfc("bad \xFF\xC3"), "bad \xFF\xC3") << "not UTF-8: unchanged";
}

TEST(Unicode, FoldsCase) {
  EXPECT_EQ(case_folded("Clip-7"), "clip-7");
  EXPECT_EQ(case_folded("M\u00DCLLER Stra\u00DFe"), "m\u00FCller strasse");
  EXPECT_EQ(case_folded("Mu\u0308ller"), "m\u00FCller");
  EXPECT_EQ(case_folded("BAD \xFF"), "bad \xFF");
}

TEST(Unicode, WidthIsThatOfATerminal) {
  EXPECT_EQ(display_width("clip"), 4);
  EXPECT_EQ(display_width("\u80BA\u30A8\u30B3\u30FC"), 8);
  EXPECT_EQ(display_width("e\u0301t\u00E9"), 3);
  EXPECT_EQ(display_width("\xff\xff"), 2);
  EXPECT_EQ(display_width("\U0001F600"), 2);
}

TEST(Unicode, ShortensAtTheEndOrInTheMiddle) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdef", 4), "abc…");
  EXPECT_EQ(shortened("folder/sub/file.mp4", 10, true), "folde….mp4");
  EXPECT_EQ(shortened("\u80BA\u30A8\u30B3", 4), "\u80BA…") << "half a wide character is not shown";
  EXPECT_EQ(shortened("abc", 0), "…");
}

TEST(Unicode, WrapsAtSpaces) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one\ntwo\n\nthree", 80), (Lines{"one two", "", "three"}));
  EXPECT_EQ(wrapped("a longerthanwide b", 6), (Lines{"a", "longerthanwide", "b"}));
  EXPECT_EQ(wrapped("", 10), Lines{});
}

}  // namespace
}  // namespace base
