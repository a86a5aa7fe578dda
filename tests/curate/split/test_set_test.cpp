// Test sets: chosen by share or held out; once made, no clip enters or leaves them unless asked, and nothing leaks.
#include "curate/split/test_set.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "curate/split/continue_split.h"
#include "curate/split/instances.h"
#include "curate/split/leaks.h"
#include "curate/split/split.h"
#include "curate/split/stale_splits.h"

namespace {

using curate::MadeSplit;
using curate::make_split;
using model::LinkKind;
using test::link;
using test::unit;
using testing::ElementsAre;
using testing::HasSubstr;

model::SplitParameters with_test(int folds, int thousandths) {
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.test = thousandths;
  return model::with_folds(parameters, folds);
}

model::SplitParameters holding_out(int folds, std::vector<std::string> what) {
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.held_out = std::move(what);
  return model::with_folds(parameters, folds);
}

std::set<std::string> clips_in_fold(const model::Split& split, int fold) {
  std::set<std::string> clips;
  for (const model::Group& group : split.groups) {
    if (group.fold == fold) clips.insert(group.clips.begin(), group.clips.end());
  }
  return clips;
}

std::set<std::string> clips_of_test(const model::Split& split) {
  return clips_in_fold(split, split.parameters.folds - 1);
}

std::map<std::string, std::string> labels_of(const std::vector<catalog::ClipSummary>& units) {
  std::map<std::string, std::string> labels;
  for (const catalog::ClipSummary& one : units) labels[one.clip] = one.value;
  return labels;
}

std::string why_refused(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                        const model::SplitParameters& parameters) {
  try {
    make_split(units, links, parameters);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

class RandomTestSet : public testing::TestWithParam<int> {};

TEST_P(RandomTestSet, HasItsShareAndWholeGroups) {
  const test::Instance instance = test::make_instance(GetParam());
  const MadeSplit made = make_split(instance.units, instance.links, with_test(4, 200));
  EXPECT_EQ(curate::check_leaks(made.split, instance.units, instance.links).clips, 0);
  EXPECT_TRUE(model::is_valid(made.split.parameters));
  EXPECT_EQ(made.split.parameters.fold_names,
            (std::vector<std::string>{"fold-0", "fold-1", "fold-2", "fold-3", "test"}));
  const auto clips = static_cast<double>(instance.units.size());
  EXPECT_NEAR(static_cast<double>(clips_of_test(made.split).size()) / clips, 0.2, 0.05);
  for (int fold = 0; fold < 4; ++fold) EXPECT_FALSE(clips_in_fold(made.split, fold).empty());
}

// The folds of a split are those that it has when it is made again.
TEST_P(RandomTestSet, IsStableWhenNothingChanged) {
  const test::Instance instance = test::make_instance(GetParam());
  model::SplitParameters parameters = with_test(4, 200);
  if (GetParam() % 2 == 0) parameters.balance.clips = parameters.balance.frames = 0;
  const MadeSplit made = make_split(instance.units, instance.links, parameters);
  const MadeSplit again = make_split(instance.units, instance.links, parameters, {&made.split});
  EXPECT_EQ(made.split.groups, again.split.groups);
  EXPECT_EQ(made.warnings, again.warnings);
}

// Clips, subjects and links are added: the test set is as it was, nothing leaks, and afterwards the split fits.
TEST_P(RandomTestSet, StaysAsItIsWhenClipsAreAdded) {
  const test::Instance whole = test::make_instance(GetParam());
  test::Instance before;
  for (std::size_t i = 0; i < whole.units.size(); ++i) {
    if (i % 3 != 0) before.units.push_back(whole.units[i]);
  }
  for (const model::Link& one : whole.links) {
    if (one.kind != LinkKind::Object) before.links.push_back(one);
  }
  const model::Split old = make_split(before.units, before.links, with_test(4, 250)).split;
  const curate::ContinuedSplit kept = curate::continue_split(whole.units, whole.links, old);
  const MadeSplit again = make_split(whole.units, whole.links, old.parameters, {&old});
  for (const MadeSplit* made : {&kept.made, &again}) {
    EXPECT_EQ(clips_of_test(made->split), clips_of_test(old));
    const curate::Leaks leaks = curate::check_leaks(made->split, whole.units, whole.links);
    EXPECT_EQ(leaks.clips, 0);
    EXPECT_EQ(static_cast<std::size_t>(leaks.total_clips) + made->kept_from_test.size(), whole.units.size());
    EXPECT_EQ(curate::why_stale(made->split, labels_of(whole.units), whole.units, whole.links), "");
  }
  EXPECT_FALSE(kept.made.kept_from_test.empty()) << "some new clips are of subjects of the test set";
  const curate::ContinuedSplit extended = curate::continue_split(whole.units, whole.links, old, true);
  EXPECT_TRUE(extended.made.kept_from_test.empty());
  EXPECT_EQ(curate::check_leaks(extended.made.split, whole.units, whole.links).clips, 0);
  EXPECT_EQ(static_cast<std::size_t>(curate::check_leaks(extended.made.split, whole.units, whole.links).total_clips),
            whole.units.size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomTestSet, testing::Range(1, 6));

/// Six subjects with a clip each, of two sources; p1 has one of both.
struct TwoSites : testing::Test {
  TwoSites() {
    for (const auto& [clip, subject, source] :
         {std::tuple("a", "p1", "ward"), std::tuple("b", "p1", "bedside"), std::tuple("c", "p2", "bedside"),
          std::tuple("d", "p3", "ward"), std::tuple("e", "p4", "ward"), std::tuple("f", "p5", "ward")}) {
      units.push_back(unit(clip, subject, "x"));
      units.back().source = source;
    }
    links = {link(LinkKind::Subject, "m/p1", "a", "b")};
  }
  std::vector<catalog::ClipSummary> units;
  std::vector<model::Link> links;
};

TEST_F(TwoSites, HoldingOutASourceTakesWholeGroupsAndNamesLinkedClips) {
  units.back().value = "y";
  const MadeSplit made = make_split(units, links, holding_out(2, {"source=bedside"}));
  EXPECT_EQ(clips_of_test(made.split), (std::set<std::string>{"a", "b", "c"}));
  EXPECT_THAT(made.warnings, testing::Contains("the test set has no 'y'"));
  EXPECT_THAT(made.warnings, testing::Contains("1 clip is in the test set without being held out, linked to clips that "
                                               "are (by subject m/p1): a"));
  EXPECT_EQ(clips_of_test(make_split(units, links, holding_out(2, {"source=m/bedside"})).split).size(), 3U);
  EXPECT_EQ(clips_of_test(make_split(units, links, holding_out(2, {"subject=p5", "subject=m/p4"})).split),
            (std::set<std::string>{"e", "f"}));
}

TEST_F(TwoSites, GroupsBeforeTheTestSetKnowWhatHoldsThemTogether) {
  const model::Split split = make_split(units, links, holding_out(2, {"subject=p5"})).split;
  ASSERT_THAT(split.groups.front().clips, ElementsAre("a", "b"));
  ASSERT_TRUE(split.groups.front().weakest);
  EXPECT_EQ(curate::describe(*split.groups.front().weakest), "subject m/p1");
}

TEST_F(TwoSites, LaterClipsOfAHeldOutSourceAreInNoFoldUnlessAsked) {
  const model::Split before = make_split(units, links, holding_out(2, {"source=bedside"})).split;
  units.push_back(unit("g", "p6", "x"));
  units.back().source = "bedside";
  EXPECT_EQ(curate::why_stale(before, labels_of(units), units, links), "");
  const curate::ContinuedSplit kept = curate::continue_split(units, links, before);
  EXPECT_THAT(kept.made.kept_from_test, ElementsAre("g"));
  EXPECT_THAT(kept.made.warnings,
              testing::Contains(HasSubstr("1 clip is in no fold, because it is linked to the test set "
                                          "or held out: g; with --extend-test it becomes part")));
  EXPECT_EQ(clips_of_test(kept.made.split), clips_of_test(before));
  const curate::ContinuedSplit extended = curate::continue_split(units, links, before, true);
  EXPECT_EQ(clips_of_test(extended.made.split), (std::set<std::string>{"a", "b", "c", "g"}));
}

// A link between the test set and a fold: the fold's clips leave the fold, and the test set stays.
TEST_F(TwoSites, AClipThatIsLinkedToTheTestSetLeavesItsFold) {
  for (const char* const more : {"g", "h"}) {
    units.push_back(unit(more, more, "x"));
    units.back().source = "ward";
  }
  const model::Split before = make_split(units, links, holding_out(2, {"source=bedside"})).split;
  links.push_back(link(LinkKind::Object, "o", "c", "d"));
  EXPECT_THAT(curate::why_stale(before, labels_of(units), units, links), HasSubstr("1 clip changed group (d)"));
  const curate::ContinuedSplit kept = curate::continue_split(units, links, before);
  EXPECT_THAT(kept.made.kept_from_test, ElementsAre("d"));
  EXPECT_EQ(clips_of_test(kept.made.split), clips_of_test(before));
  EXPECT_EQ(curate::check_leaks(kept.made.split, units, links).clips, 0);
  EXPECT_EQ(curate::why_stale(kept.made.split, labels_of(units), units, links), "");
}

TEST_F(TwoSites, RefusalsSayWhatIsPossible) {
  EXPECT_EQ(why_refused(units, links, holding_out(2, {"source=bedsid"})),
            "--holdout: no clip with frames has source 'bedsid'; there are: bedside, ward");
  EXPECT_THAT(why_refused(units, links, holding_out(2, {"colour=red"})), HasSubstr("use one of: source, manifest"));
  EXPECT_THAT(why_refused(units, links, holding_out(2, {"bedside"})), HasSubstr("must be COLUMN=VALUE"));
  EXPECT_EQ(
      why_refused(units, links, with_test(5, 200)),
      "5 groups cannot fill 5 folds and a test set: the largest has 2 of 6 clips, held together by subject m/p1; use "
      "at most 4 folds, or add subjects to the manifests");
  EXPECT_THAT(why_refused(units, links, holding_out(4, {"source=bedside"})),
              HasSubstr("the test set has 2 of 5 groups, too many for 4 folds beside it; use at most 3 folds"));
  model::SplitParameters by_frame = with_test(2, 200);
  by_frame.by = model::SplitBy::Frame;
  EXPECT_THAT(why_refused(units, links, by_frame), HasSubstr("cannot have a test set"));
}

// As many groups as folds and test set need: each gets one, however uneven.
TEST_F(TwoSites, NoFoldIsEmptyBesideATestSet) {
  const model::Split made = make_split(units, links, with_test(4, 100)).split;
  for (int fold = 0; fold < 5; ++fold) EXPECT_EQ(clips_in_fold(made, fold).empty(), false) << fold;
}

TEST(TestSetLabels, SaysWhatIsPossibleForARareLabel) {
  std::vector<catalog::ClipSummary> units;
  for (int i = 0; i < 30; ++i)
    units.push_back(unit(fmt::format("c{:02}", i), fmt::format("p{}", i), i < 3 ? "viral" : "x"));
  const std::vector<std::string> warnings = make_split(units, {}, with_test(4, 200)).warnings;
  ASSERT_EQ(warnings.size(), 2U);
  EXPECT_THAT(warnings[0], testing::MatchesRegex("label 'viral' has 3 groups outside of the test set: fold . has none "
                                                 "of it; at most 3 folds can have it: use --folds 3"));
  EXPECT_EQ(warnings[1], "the test set has no 'viral'");
}

// More axes, sources and probes: each is spread where that is possible.
TEST(SplitBalance, SpreadsSeveralAxesSourcesAndProbes) {
  std::vector<catalog::ClipSummary> units;
  for (int i = 0; i < 48; ++i) {
    units.push_back(unit(fmt::format("c{:02}", i), fmt::format("p{}", i), fmt::format("d{},s{}", i % 2, i / 2 % 2)));
    units.back().source = i / 4 % 2 == 0 ? "ward" : "bedside";
    units.back().probe = i / 8 % 2 == 0 ? "convex" : "linear";
  }
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = 3;
  parameters.axis = "diagnosis,severity";
  parameters.balance.source = parameters.balance.probe = 1;
  const MadeSplit made = make_split(units, {}, parameters);
  for (const char* const value : {"d0,", ",s1"}) {
    for (int fold = 0; fold < 3; ++fold) {
      const std::set<std::string> clips = clips_in_fold(made.split, fold);
      EXPECT_EQ(std::ranges::count_if(units,
                                      [&](const auto& one) {
                                        return clips.contains(one.clip) && one.value.find(value) != std::string::npos;
                                      }),
                8);
      EXPECT_EQ(std::ranges::count_if(
                    units, [&](const auto& one) { return clips.contains(one.clip) && one.source == "ward"; }),
                8);
      EXPECT_EQ(std::ranges::count_if(
                    units, [&](const auto& one) { return clips.contains(one.clip) && one.probe == "linear"; }),
                8);
    }
  }
}

}  // namespace
