// Text from anywhere must not clear the screen, ring the bell, reverse a line, or look like a line of the program.
#include "base/printable.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/markup.h"

namespace {

using base::printable;
using base::printable_json;
using base::printable_lines;

TEST(Printable, EscapesControls) {
  EXPECT_EQ(printable("\x1b[2J\x07"), "\\x1b[2J\\x07");
  EXPECT_EQ(printable("a\nb\tc\rd\x7f"), "a\\x0ab\\x09c\\x0dd\\x7f");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("a\xc2\x9b"
                      "31m"),
            "a\\u009b31m");
  EXPECT_EQ(printable("\x9b"
                      "31m"),
            "\\x9b31m")
      << "a byte of its own";
}

TEST(Printable, EscapesBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xff\xc0\x80"), "\\xff\\xc0\\x80") << "overlong";
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80") << "a surrogate";
  EXPECT_EQ(printable("\xe2\x82"), "\\xe2\\x82") << "cut off";
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80") << "above U+10FFFF";
}

TEST(Printable, EscapesHiddenCharacters) {
  for (const auto& [text, escape] : std::vector<std::pair<std::string, std::string>>{{"\u202e", "\\u202e"},
                                                                                     {"\u2066", "\\u2066"},
                                                                                     {"\u2069", "\\u2069"},
                                                                                     {"\u200e", "\\u200e"},
                                                                                     {"\u061c", "\\u061c"},
                                                                                     {"\u2028", "\\u2028"},
                                                                                     {"\u2029", "\\u2029"},
                                                                                     {"\u200b", "\\u200b"},
                                                                                     {"\u00ad", "\\u00ad"},
                                                                                     {"\ufeff", "\\ufeff"},
                                                                                     {"\U000e0041", "\\U000e0041"}}) {
    EXPECT_EQ(printable("a" + text + "b"), "a" + escape + "b");
    EXPECT_EQ(printable_lines("a" + text + "b"), "a" + escape + "b");
  }
}

TEST(Printable, LeavesTextAsItIs) {
  for (const std::string text :
       {"", "a b~", "h\u00e9 \u80ba", "\u0645\u06cc\u200c\u062e\u0648", "\u0600\u0661", "\U0001f642", "\\x1b", "a\\"}) {
    EXPECT_EQ(printable(text), text);
    EXPECT_EQ(printable(printable("\x1b" + text)), printable("\x1b" + text)) << "escaped once";
  }
}

TEST(Printable, LinesKeepLineFeedsAndTabs) { EXPECT_EQ(printable_lines("a\n\tb\r\n\x1b"), "a\n\tb\\x0d\n\\x1b"); }

TEST(Printable, JsonKeepsItsValues) {
  const std::string text = "\x1b \x7f \u009b \u202e \u2028 \U000e0041 \u80ba \U0001f642 \\ \" \n";
  const nlohmann::json document = {{"key \u202e", text}, {"plain", 1}};
  for (const int indent : {-1, 2}) {
    const std::string escaped = printable_json(document.dump(indent));
    EXPECT_EQ(nlohmann::json::parse(escaped), document) << escaped;
    EXPECT_EQ(escaped.find_first_of("\x1b\x7f"), std::string::npos);
    EXPECT_EQ(escaped.find("\u202e"), std::string::npos) << escaped;
    EXPECT_NE(escaped.find("\\u009b \\u202e \\u2028 \\udb40\\udc41 \u80ba"), std::string::npos) << escaped;
  }
  EXPECT_EQ(printable_json("{\"a\": \"\xc3\xa9\"}"), "{\"a\": \"\xc3\xa9\"}");
}

TEST(Printable, MarkupAsOnATerminal) {
  EXPECT_EQ(base::escape_markup("<b>\x1b\u202e&\n\t\"'"), "&lt;b&gt;\\x1b\\u202e&amp;\n\t&quot;&#39;");
}

// No name can add a line that looks like one of ours.
TEST(Printable, ErrorsHaveTheLinesTheyWereGiven) {
  const base::Error error(base::Code::Io, "cannot open 'a\nsonoset: done'", {"one\n", "two"});
  EXPECT_STREQ(error.what(), "cannot open 'a\\x0asonoset: done'\none\\x0a\ntwo");
  EXPECT_STREQ(base::Error(base::Code::Io, std::string("a\0b", 3)).what(), "a\\x00b") << "the rest is not lost";
}

}  // namespace
