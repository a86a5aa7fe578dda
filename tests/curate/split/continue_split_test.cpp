// A split is continued when clips are added: old groups stay in their folds.
#include "curate/split/continue_split.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "curate/split/instances.h"
#include "curate/split/split.h"

namespace {

using curate::continue_split;
using curate::ContinuedSplit;
using model::LinkKind;
using test::link;
using test::unit;

std::map<std::string, int> folds_of(const model::Split& split) {
  std::map<std::string, int> folds;
  for (const model::Group& group : split.groups) {
    for (const std::string& clip : group.clips) folds[clip] = group.fold;
  }
  return folds;
}

model::SplitParameters in_folds(int folds) {
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = folds;
  return parameters;
}

class RandomContinuation : public testing::TestWithParam<int> {};

// Two thirds of the clips were there; since then labels changed, and clips and links were added.
TEST_P(RandomContinuation, MovesOnlyMergedGroups) {
  const test::Instance whole = test::make_instance(GetParam());
  test::Instance before;
  for (std::size_t i = 0; i < whole.units.size(); ++i) {
    if (i % 3 == 0) continue;
    before.units.push_back(whole.units[i]);
    if (i % 10 == 1) before.units.back().value = "other";
  }
  for (const model::Link& one : whole.links) {
    if (one.kind != LinkKind::Object) before.links.push_back(one);
  }
  const model::Split old = curate::make_split(before.units, before.links, in_folds(4)).split;
  const ContinuedSplit now = continue_split(whole.units, whole.links, old);
  const std::map<std::string, int> then = folds_of(old);
  std::vector<std::string> placed;
  std::vector<std::string> moved;
  for (const auto& [clip, fold] : folds_of(now.made.split)) {
    const auto found = then.find(clip);
    if (found == then.end()) placed.push_back(clip);
    if (found != then.end() && found->second != fold) moved.push_back(clip);
  }
  EXPECT_EQ(now.continuation.placed, placed);
  EXPECT_EQ(now.continuation.moved, moved);
  EXPECT_LT(moved.size(), 30U);
  EXPECT_GE(now.continuation.evenness.chi_square * 1.001, now.continuation.from_scratch.chi_square);
  const model::Split again = continue_split(whole.units, whole.links, now.made.split).made.split;
  EXPECT_EQ(again, now.made.split) << "no change without new clips";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomContinuation, testing::Range(1, 11));

TEST(ContinueSplit, MovesTheSmallerOfTwoMergedGroups) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "x"), unit("b", "p", "x"), unit("c", "q", "x"),
                                                   unit("d", "r", "x")};
  std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "b")};
  model::Split before;
  before.parameters = in_folds(2);
  before.groups = {{{"a", "b"}, links[0], 1}, {{"c"}, {}, 0}, {{"d"}, {}, 0}};
  links.push_back(link(LinkKind::Object, "o", "b", "c"));
  const ContinuedSplit now = continue_split(units, links, before);
  EXPECT_EQ(folds_of(now.made.split), (std::map<std::string, int>{{"a", 1}, {"b", 1}, {"c", 1}, {"d", 0}}));
  EXPECT_EQ(now.continuation.moved, std::vector<std::string>{"c"});
}

TEST(ContinueSplit, PutsNewClipsWhereTheyBalanceBest) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", "x"), unit("b", "q", "y"), unit("c", "r", "x"),
                                             unit("d", "s", "y")};
  model::Split before;
  before.parameters = in_folds(2);
  before.groups = {{{"a"}, {}, 0}, {{"b"}, {}, 1}};
  const ContinuedSplit now = continue_split(units, {}, before);
  EXPECT_EQ(folds_of(now.made.split), (std::map<std::string, int>{{"a", 0}, {"b", 1}, {"c", 1}, {"d", 0}}));
  EXPECT_DOUBLE_EQ(now.continuation.evenness.chi_square, 0);
}

TEST(ContinueSplit, ByFrameKeepsFramesAndCountsNewClips) {
  model::Split before;
  before.parameters = in_folds(2);
  before.parameters.by = model::SplitBy::Frame;
  before.groups = {{{"a"}, {}, 0}};
  const ContinuedSplit now = continue_split({unit("a", "p", "x"), unit("b", "q", "y")}, {}, before);
  EXPECT_EQ(now.continuation.placed, std::vector<std::string>{"b"});
  EXPECT_TRUE(now.continuation.moved.empty());
}

TEST(ContinueSplit, RejectsAnEmptyFold) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "x"), unit("b", "q", "y")};
  model::Split before;
  before.parameters = in_folds(2);
  before.groups = {{{"a"}, {}, 0}, {{"b"}, {}, 0}, {{"gone"}, {}, 1}};
  EXPECT_THROW(continue_split(units, {}, before), base::Error);
}

}  // namespace
