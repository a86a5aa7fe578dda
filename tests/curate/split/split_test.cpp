#include "curate/split/split.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "curate/split/instances.h"
#include "curate/split/leaks.h"

namespace {

using curate::MadeSplit;
using curate::make_split;
using model::LinkKind;
using model::SplitBy;
using test::link;
using test::unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

model::SplitParameters parameters(int folds, SplitBy by = SplitBy::Subject, std::uint64_t seed = 0) {
  model::SplitParameters made;
  made.name = "main";
  made.folds = folds;
  made.by = by;
  made.seed = seed;
  return made;
}

std::string refusal(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                    const model::SplitParameters& asked) {
  try {
    make_split(units, links, asked);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::InvalidInput);
    return error.what();
  }
  return "";
}

/// Clips of each label in each fold.
std::map<std::string, std::vector<int>> table(const std::vector<catalog::ClipSummary>& units,
                                              const model::Split& split) {
  std::map<std::string, std::vector<int>> counts;
  const curate::Folds folds(split);
  for (const catalog::ClipSummary& one : units) {
    std::vector<int>& row = counts[one.value];
    row.resize(split.parameters.folds);
    if (const auto fold = folds.fold(one.clip, 0)) ++row[*fold];
  }
  return counts;
}

class RandomSplit : public testing::TestWithParam<int> {};

// Groups are whole, every clip is in one fold, and no fold is empty.
TEST_P(RandomSplit, KeepsGroupsWholeAndNoFoldEmpty) {
  const test::Instance instance = test::make_instance(GetParam());
  for (const SplitBy by : {SplitBy::Clip, SplitBy::Case, SplitBy::Subject}) {
    const MadeSplit made = make_split(instance.units, instance.links, parameters(4, by, GetParam()));
    std::set<int> folds;
    std::vector<std::string> clips;
    for (const model::Group& group : made.split.groups) {
      folds.insert(group.fold);
      EXPECT_TRUE(std::ranges::is_sorted(group.clips));
      clips.insert(clips.end(), group.clips.begin(), group.clips.end());
    }
    EXPECT_THAT(folds, ElementsAre(0, 1, 2, 3));
    EXPECT_EQ(clips.size(), instance.units.size());
    EXPECT_EQ(std::set<std::string>(clips.begin(), clips.end()).size(), clips.size());
    EXPECT_TRUE(
        std::ranges::is_sorted(made.split.groups, [](const auto& a, const auto& b) { return a.clips < b.clips; }));
    const bool leaks = curate::check_leaks(made.split, instance.units, instance.links).clips > 0;
    if (by != SplitBy::Case) {
      EXPECT_EQ(leaks, by == SplitBy::Clip);
    }
  }
}

TEST_P(RandomSplit, DoesNotDependOnTheOrderOfUnitsAndLinks) {
  const test::Instance instance = test::make_instance(GetParam());
  const test::Instance other = test::shuffled(instance, GetParam());
  const MadeSplit a = make_split(instance.units, instance.links, parameters(5));
  const MadeSplit b = make_split(other.units, other.links, parameters(5));
  EXPECT_EQ(a.split, b.split);
  EXPECT_EQ(a.warnings, b.warnings);
  EXPECT_EQ(a.split.digest(), b.split.digest());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomSplit, testing::Range(1, 5));

TEST(Split, DependsOnTheSeed) {
  const test::Instance instance = test::make_instance(1);
  EXPECT_NE(make_split(instance.units, instance.links, parameters(5, SplitBy::Subject, 1)).split.groups,
            make_split(instance.units, instance.links, parameters(5, SplitBy::Subject, 2)).split.groups);
}

// Finds perfectly even folds if they exist, in labels, clips and frames.
TEST(Split, IsEvenIfPossible) {
  std::vector<catalog::ClipSummary> units;
  for (int i = 0; i < 60; ++i) {
    units.push_back(unit(fmt::format("c{:02}", i), fmt::format("p{}", i), i % 3 == 0 ? "covid" : "regular", 1 + i % 2));
  }
  const MadeSplit made = make_split(units, {}, parameters(5));
  EXPECT_THAT(made.warnings, IsEmpty());
  for (const auto& [label, counts] : table(units, made.split)) {
    EXPECT_EQ(*std::ranges::min_element(counts), *std::ranges::max_element(counts)) << label;
  }
}

// A label with as many groups as folds must be in each, however rare it is.
TEST(Split, PutsARareLabelIntoEveryFold) {
  std::vector<catalog::ClipSummary> units;
  for (int i = 0; i < 500; ++i) {
    units.push_back(unit(fmt::format("c{:03}", i), fmt::format("p{}", i), i % 100 == 0 ? "viral" : "regular", 30));
  }
  EXPECT_THAT(table(units, make_split(units, {}, parameters(5)).split)["viral"], ElementsAre(1, 1, 1, 1, 1));
}

TEST(Split, WarnsOfMissingLabels) {
  std::vector<catalog::ClipSummary> units;
  for (int i = 0; i < 20; ++i) units.push_back(unit(fmt::format("c{:02}", i), fmt::format("p{}", i), "regular"));
  units[3].value = units[4].value = "viral";
  units[5].value = "";
  const MadeSplit made = make_split(units, {}, parameters(3));
  ASSERT_EQ(made.warnings.size(), 2U);
  EXPECT_EQ(made.warnings[0], "1 clip has no label on axis 'diagnosis'");
  EXPECT_THAT(made.warnings[1],
              testing::MatchesRegex("label 'viral' has 2 groups: fold [012] has none of it; at most 2 "
                                    "folds can have it: use --folds 2"));
}

TEST(Split, WarnsOfAGroupLargerThanAFold) {
  std::vector<catalog::ClipSummary> units;
  std::vector<model::Link> links;
  for (int i = 0; i < 20; ++i) {
    units.push_back(unit(fmt::format("c{:02}", i), i < 12 ? "big" : fmt::format("p{}", i), "regular"));
    if (i > 0 && i < 12) links.push_back(link(LinkKind::Subject, "m/big", units[i - 1].clip, units[i].clip));
  }
  EXPECT_THAT(
      make_split(units, links, parameters(4)).warnings,
      ElementsAre("the folds cannot be even: the group of clip 'c00' has 12 of 20 clips, more than an even fold (5), "
                  "held together by subject m/big"));
}

TEST(Split, LeavesOutUnknownClipsOnRequest) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "", ""), unit("c", "q", "")};
  model::SplitParameters asked = parameters(2);
  asked.unknown = model::UnknownClips::LeaveOut;
  const MadeSplit made = make_split(units, {}, asked);
  EXPECT_THAT(made.left_out, ElementsAre("b"));
  EXPECT_EQ(made.split.groups.size(), 2U);
  EXPECT_THAT(made.warnings, testing::Contains("1 clip left out: neither subject nor case is known"));
}

// By frame, clips have no folds; the groups list the clips of the split.
TEST(Split, ByFrameEachClipIsAGroup) {
  const MadeSplit made = make_split({unit("b", "p", "x"), unit("a", "p", "x")}, {}, parameters(5, SplitBy::Frame));
  ASSERT_EQ(made.split.groups.size(), 2U);
  EXPECT_THAT(made.split.groups[0].clips, ElementsAre("a"));
  EXPECT_EQ(made.split.groups[0].fold, 0);
}

TEST(SplitRefusals, NameTheReasonAndTheNextStep) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "q", "")};
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "b")};
  EXPECT_EQ(
      refusal(units, links, parameters(3)),
      "2 groups cannot fill 3 folds: the largest has 2 of 3 clips, held together by subject m/p; use at most 2 folds, "
      "or add subjects to the manifests");
  EXPECT_THAT(refusal(units, links, parameters(2, SplitBy::Source)), HasSubstr("split by subject"));
  EXPECT_THAT(refusal({}, {}, parameters(5)), HasSubstr("no clip has frames; import some first"));
  EXPECT_THAT(refusal(units, links, parameters(1)), HasSubstr("2 to 1000"));
  EXPECT_THAT(refusal(units, links, parameters(-4)), HasSubstr("2 to 1000"));
  EXPECT_THAT(refusal(units, links, parameters(2000000000)), HasSubstr("2 to 1000"));
  EXPECT_THAT(refusal(units, links, parameters(100, SplitBy::Frame)), HasSubstr("30 frames cannot fill 100 folds"));
  model::SplitParameters out = parameters(2);
  out.unknown = model::UnknownClips::LeaveOut;
  EXPECT_THAT(refusal({unit("a", "", "")}, {}, out), HasSubstr("no clip has a subject or case, so all are left out"));
}

}  // namespace
