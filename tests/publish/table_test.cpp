#include "publish/table.h"
#include "publish/table_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace {

catalog::Table table() {
  catalog::Table made;
  made.columns = {"clip", "frames", "note"};
  made.rows = {{std::string("a"), std::int64_t{30}, std::monostate()},
               {std::string("longer"), std::int64_t{-4}, std::string("x, \"y\"\nz")}};
  return made;
}

TEST(Csv, IsQuotedAsReadersExpect) {
  EXPECT_EQ(publish::to_csv(table()), "clip,frames,note\na,30,\nlonger,-4,\"x, \"\"y\"\"\nz\"\n");
  EXPECT_EQ(publish::to_csv({}), "\n");
}

TEST(Csv, ValuesAreNotChanged) { EXPECT_EQ(publish::csv_row({std::string("=1+1"), std::int64_t{-1}}), "=1+1,-1\n"); }

TEST(Json, HasColumnsRowsAndNext) {
  catalog::Table shown = table();
  shown.next = "token";
  const auto json = nlohmann::ordered_json::parse(publish::to_json(shown));
  EXPECT_EQ(json["columns"], (std::vector<std::string>{"clip", "frames", "note"}));
  EXPECT_EQ(json["rows"].size(), 2U);
  EXPECT_EQ(json["rows"][0].dump(), R"({"clip":"a","frames":30,"note":null})");
  EXPECT_EQ(json["rows"][1]["note"], "x, \"y\"\nz");
  EXPECT_EQ(json["next"], "token");
  EXPECT_TRUE(nlohmann::json::parse(publish::to_json(catalog::Table{}))["next"].is_null());
}

TEST(Json, ReplacesInvalidUtf8) {
  catalog::Table odd;
  odd.columns = {"note"};
  odd.rows = {{std::string("a\xff\xc3")}};
  EXPECT_TRUE(nlohmann::json::accept(publish::to_json(odd)));
}

TEST(Text, EscapesCells) {
  catalog::Table odd;
  odd.columns = {"note"};
  odd.rows = {{std::string("a\x1b[2J\nb")}};
  EXPECT_EQ(publish::to_text(odd), "note\na\\x1b[2J\\x0ab\n");
}

TEST(Text, IsAligned) {
  EXPECT_EQ(publish::to_text(table()),
            "clip    frames  note\n"
            "a           30\n"
            "longer      -4  x, \"y\"\\x0az\n");
}

TEST(Text, FitsTheWidthByImportance) {
  using Cut = publish::ColumnFit::Cut;
  catalog::Table table;
  table.columns = {"clip", "path", "note", "seconds"};
  table.rows = {{std::string("s01-a"), std::string("folder/of/many/words/clip.mp4"), std::string("a note that is long"),
                 std::string("12.5")},
                {std::string("s02"), std::string("b.mp4"), std::string("short"), std::string("2.25")}};
  const std::vector<publish::ColumnFit> fits = {{"clip"}, {"seconds"}, {"path", Cut::Middle}, {"note", Cut::End}};
  const publish::FittedText narrow = publish::to_text(table, fits, 1, 34);
  EXPECT_EQ(narrow.columns, 3U);
  EXPECT_EQ(narrow.text,
            "clip   path                seconds\n"
            "s01-a  folder/of…clip.mp4     12.5\n"
            "s02    b.mp4                  2.25\n");
  EXPECT_EQ(publish::to_text(table, fits, 1, 200).text, publish::to_text(table));
  EXPECT_EQ(publish::to_text(table, {{"clip"}, {"path"}}, 2, 20).text,
            "clip     s01-a\npath     folder/of/many/words/clip.mp4\nnote     a note that is long\nseconds  12.5\n\n"
            "clip     s02\npath     b.mp4\nnote     short\nseconds  2.25\n")
      << "what is never cut gets a line of its own";
}

}  // namespace
