// Folds from files of other tools.
#include "curate/split/assignment_file.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "curate/split/instances.h"

namespace {

using curate::FileAssignment;
using curate::read_assignment;
using model::LinkKind;
using test::unit;
using testing::HasSubstr;

const std::vector<curate::ClipPath> kClips = {
    {"a", "x/one.mp4"}, {"b", "x/two.mp4"}, {"c", "y/two.mp4"}, {"d", "x/one.mp4"}, {"e", ""}};

FileAssignment read(const std::string& text) { return read_assignment(text, "f.csv", kClips); }

std::string refusal(const std::string& text) {
  try {
    read(text);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(AssignmentFile, NamesClipsByIdOrPath) {
  EXPECT_EQ(read("clip,fold\na,0\ne,1\n").folds_of, (std::map<std::string, int>{{"a", 0}, {"e", 1}}));
  // Both clips of a file; a unique file name; a frame of an export.
  EXPECT_EQ(read("path;fold\r\none.mp4;0\r\n./y/two.mp4;1\r\nout/frames/e/000012.png;1\r\n").folds_of,
            (std::map<std::string, int>{{"a", 0}, {"c", 1}, {"d", 0}, {"e", 1}}));
  EXPECT_THAT(refusal("path,fold\ntwo.mp4,0\nx/one.mp4,1\n"), HasSubstr("f.csv:2: path 'two.mp4' matches no clip"));
}

TEST(AssignmentFile, FoldsHaveNamesOrNumbers) {
  EXPECT_TRUE(read("clip,fold\na,1\nb,0\n").fold_names.empty());
  EXPECT_EQ(read("clip,fold\na,10\nb,9\n").fold_names, (std::vector<std::string>{"9", "10"})) << "not from 0";
  EXPECT_EQ(read("clip,split\na,Test\nb,validation\nc,extra\nd,train\n").fold_names,
            (std::vector<std::string>{"train", "validation", "test", "extra"}));
  const FileAssignment both = read("clip,fold,split\na,0,train\nb,0,val\nc,,\n");
  EXPECT_EQ(both.fold_names, (std::vector<std::string>{"train", "val"})) << "'split' is used, if both columns exist";
  EXPECT_FALSE(both.folds_of.contains("c"));
}

TEST(AssignmentFile, ReportsErrorsWithTheirLine) {
  EXPECT_THAT(refusal("clip,fold\na,0\nz,1\n"), HasSubstr("f.csv:3: no clip 'z' in the dataset"));
  EXPECT_THAT(refusal("clip,fold\na,0\nb,1\na,1\n"),
              HasSubstr("f.csv:4: clip 'a' is in fold '1' here, but in '0' on line 2"));
  EXPECT_THAT(refusal("name,fold\na,0\n"), HasSubstr("f.csv:1: needs a column 'clip' or 'path'"));
  EXPECT_THAT(refusal("clip,part\na,0\n"), HasSubstr("f.csv:1: needs a column 'split' or 'fold'"));
  EXPECT_THAT(refusal("clip,fold\na,0\nb,0\n"), HasSubstr("a split needs 2 to 1000 folds"));
  EXPECT_THAT(refusal("clip,fold\na,../0\nb,0\n"), HasSubstr("f.csv:2: '../0' is not a valid fold name"));
  EXPECT_THAT(refusal("clip,fold\na\nb,0\n"), HasSubstr("f.csv:2: "));
  EXPECT_THAT(refusal(""), HasSubstr("f.csv"));
}

TEST(AssignmentFile, DividesGroupsAsTheFileDoes) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "p", ""),
                                                   unit("d", "q", ""), unit("e", "q", "")};
  const std::vector<model::Link> links = {
      {LinkKind::Subject, "m/p", "a", "b"}, {LinkKind::Subject, "m/p", "b", "c"}, {LinkKind::Subject, "m/q", "d", "e"}};
  const auto made = curate::split_as_assigned(units, links, {}, read("clip,fold\na,0\nb,1\nc,0\nd,1\n"));
  ASSERT_EQ(made.split.groups.size(), 3U);
  EXPECT_EQ(made.split.groups[0].clips, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(made.split.groups[1].clips, std::vector<std::string>{"b"});
  EXPECT_EQ(made.split.groups[2].fold, 1);
  EXPECT_EQ(made.left_out, std::vector<std::string>{"e"});
  EXPECT_THROW(curate::split_as_assigned({unit("a", "p", "")}, {}, {}, read("clip,fold\na,0\nb,1\n")), base::Error);
}

}  // namespace
