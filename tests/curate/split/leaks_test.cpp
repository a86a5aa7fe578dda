#include "curate/split/leaks.h"

#include <gmock/gmock.h>

#include "curate/split/instances.h"
#include "curate/split/leaks_text.h"
#include "curate/split/split.h"

namespace {

using curate::check_leaks;
using curate::Leaks;
using model::LinkKind;
using test::link;
using test::unit;

/// A split with these folds, as another tool might have made it.
model::Split split_of(const std::vector<std::pair<std::string, int>>& folds) {
  model::Split split;
  split.parameters.folds = 3;
  for (const auto& [clip, fold] : folds) split.groups.push_back({{clip}, std::nullopt, fold});
  return split;
}

TEST(Leaks, NoClipsNoLeaks) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "q", "")};
  const Leaks leaks = check_leaks(split_of({{"a", 1}, {"b", 1}, {"c", 2}}), units, {});
  EXPECT_TRUE(leaks.none());
  EXPECT_EQ(leaks.total_clips, 3);
  EXPECT_EQ(leaks.total_frames, 30);
  EXPECT_TRUE(leaks.keys.empty());
}

TEST(Leaks, CountsFramesAndClipsOfASubjectInTwoFolds) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "", 5), unit("b", "p", "", 7), unit("c", "p", "", 11),
                                                   unit("d", "q", "", 13)};
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "b"),
                                          link(LinkKind::Subject, "m/p", "b", "c")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 0}, {"c", 2}, {"d", 1}}), units, links);
  EXPECT_EQ(leaks.frames, 23);
  EXPECT_EQ(leaks.clips, 3);
  EXPECT_EQ(leaks.keys, (std::vector<curate::LeakingKey>{{LinkKind::Subject, "m/p", {0, 2}, 23, 3}}));
}

// Two clips are connected only through a clip that is in no fold.
TEST(Leaks, FollowsLinksThroughClipsOutsideTheSplit) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("c", "q", "")};
  const std::vector<model::Link> links = {link(LinkKind::Object, "o", "a", "b"),
                                          link(LinkKind::MediaUrl, "u", "b", "c")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"c", 1}}), units, links);
  EXPECT_EQ(leaks.clips, 2);
  EXPECT_TRUE(leaks.keys.empty()) << "each key alone has one clip in the split";
}

TEST(Leaks, CountsTheKeysOfEachKind) {
  std::vector<catalog::ClipSummary> units = {unit("a", "", ""), unit("b", "", ""), unit("c", "", "")};
  units[0].clip_case = units[1].clip_case = "m/story";
  const std::vector<model::Link> links = {
      link(LinkKind::Object, "o1", "a", "b"), link(LinkKind::Object, "o2", "b", "c"),
      link(LinkKind::MediaUrl, "u", "a", "c"), link(LinkKind::NearDuplicate, "n", "a", "b")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 1}, {"c", 1}}), units, links);
  EXPECT_EQ(leaks.count(LinkKind::Object), 1);
  EXPECT_EQ(leaks.count(LinkKind::MediaUrl), 1);
  EXPECT_EQ(leaks.count(LinkKind::NearDuplicate), 1);
  EXPECT_EQ(leaks.count(LinkKind::Case), 1) << "from the units, without a link";
  EXPECT_EQ(leaks.count(LinkKind::Subject), 0);
}

// An unknown clip may leak or not.
TEST(Leaks, UnknownClipsOfOneSourceMayLeak) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "", "", 3), unit("b", "", "", 4)};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 1}}), units, {link(LinkKind::SameSource, "m/s", "a", "b")});
  EXPECT_EQ(leaks.frames, 0);
  EXPECT_EQ(leaks.possible_leak_frames, 7);
  EXPECT_EQ(leaks.possible_leak_clips, 2);
  EXPECT_FALSE(leaks.none());
}

// x may show any person of source s: that of a, in the same fold, or of b or c, but not one of source t. Clips that are
// linked to a clip of s may show the same person, too.
TEST(Leaks, AnUnknownClipMayShowAnyPersonOfItsSource) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", "", 1), unit("b", "q", "", 2),  unit("c", "r", "", 4),
                                             unit("d", "t", "", 8), unit("e", "u", "", 16), unit("f", "r", "", 64),
                                             unit("x", "", "", 32)};
  units[3].source = units[4].source = units[5].source = "t";
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/r", "c", "f")};
  model::Split split = split_of({{"a", 0}, {"b", 1}, {"c", 2}, {"d", 1}, {"e", 0}, {"f", 2}, {"x", 0}});
  const Leaks leaks = check_leaks(split, units, links);
  EXPECT_EQ(leaks.frames, 0);
  EXPECT_EQ(leaks.unknown_clips, 1);
  EXPECT_EQ(leaks.possible_leak_frames, 2 + 4 + 64 + 32) << "x, and the clips of its source's people in other folds";
  EXPECT_EQ(leaks.keys, (std::vector<curate::LeakingKey>{{LinkKind::SameSource, "m/s", {0, 1, 2}, 38, 3}}));
  const std::string text = curate::to_sentence(leaks);
  EXPECT_THAT(text, testing::HasSubstr("102 frames (4 clips) may leak: 1 clip has neither subject nor case"));
  units[6].clip_case = "m/story";
  EXPECT_TRUE(check_leaks(split, units, links).none()) << "a case identifies a person";
  units[6].clip_case.clear();
  split.groups.pop_back();
  EXPECT_TRUE(check_leaks(split, units, links).none()) << "clips that are left out are in no fold";
}

// The whole source is in one fold, so the person is in that fold only.
TEST(Leaks, UnknownClipsJoinedToTheirSourceDoNotLeak) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "q", ""), unit("c", "r", ""),
                                             unit("x", "", "")};
  units[2].source = "t";
  model::SplitParameters parameters;
  parameters.folds = 2;
  EXPECT_EQ(check_leaks(curate::make_split(units, {}, parameters).split, units, {}).possible_leak_clips > 0, true);
  parameters.unknown = model::UnknownClips::Join;
  const curate::MadeSplit made = curate::make_split(units, {}, parameters);
  EXPECT_EQ(made.split.groups[0].clips, (std::vector<std::string>{"a", "b", "x"}));
  EXPECT_TRUE(check_leaks(made.split, units, {}).none());
}

TEST(Leaks, UnconfirmedNearDuplicatesMayLeak) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "", 3), unit("b", "q", "", 4), unit("c", "r", "", 5)};
  const std::vector<model::Link> links = {link(LinkKind::NearDuplicate, "a b", "a", "b")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 1}, {"c", 1}}), units, links);
  EXPECT_EQ(leaks.frames, 0);
  EXPECT_EQ(leaks.possible_leak_frames, 7);
  EXPECT_THAT(curate::to_sentence(leaks), testing::HasSubstr("1 near-duplicate is neither confirmed nor dismissed"));
}

// The text must name everything that was not checked.
TEST(Leaks, TextNamesWhatWasCheckedAndWhatWasNot) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "q", "")};
  const model::Split split = split_of({{"a", 0}, {"b", 1}});
  EXPECT_EQ(
      curate::to_sentence(check_leaks(split, units, {})),
      "No leaks found. Checked: objects, URLs, subjects and cases. Not checked: packets, pixels, near-duplicates, "
      "re-encoded copies.");
  EXPECT_EQ(
      curate::to_sentence(check_leaks(split, units, {}, {}, {2, 1, 2, 0})),
      "No leaks found. Checked: objects, URLs, subjects, cases, packets and near-duplicates. Not checked: pixels of "
      "1 clip, re-encoded copies.");
}

TEST(Leaks, DescribesAKeyWithItsFolds) {
  model::SplitParameters parameters;
  const curate::LeakingKey key{LinkKind::Subject, "m/p18", {0, 2}, 45, 3};
  EXPECT_EQ(curate::describe(key, parameters), "subject m/p18 in folds 0, 2: 45 frames of 3 clips");
  parameters.fold_names = {"train", "val", "test"};
  EXPECT_EQ(curate::describe(key, parameters), "subject m/p18 in folds train, test: 45 frames of 3 clips");
}

// By frame, every clip with frames in two folds leaks by itself.
TEST(Leaks, ByFrameTheFramesOfAClipLeak) {
  model::Split split = split_of({{"a", 0}, {"b", 0}});
  split.parameters.by = model::SplitBy::Frame;
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "", 30), unit("b", "q", "", 1)};
  const auto pictures = [](std::string_view clip) {
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < (clip == "a" ? 30 : 1); ++i) numbers.push_back(10 * i);
    return numbers;
  };
  const Leaks leaks = check_leaks(split, units, {}, pictures);
  EXPECT_EQ(leaks.frames, 30);
  EXPECT_EQ(leaks.clips, 1);
  EXPECT_EQ(leaks.count(LinkKind::Subject), 1);
  EXPECT_EQ(leaks.total_frames, 31);
}

// A split by subject does not leak, as checked by independent code; a split by clip does.
TEST(Leaks, SplitsBySubjectDoNotLeakAndSplitsByClipDo) {
  const test::Instance instance = test::make_instance(3);
  model::SplitParameters parameters;
  parameters.folds = 4;
  EXPECT_EQ(
      check_leaks(curate::make_split(instance.units, instance.links, parameters).split, instance.units, instance.links)
          .clips,
      0);
  parameters.by = model::SplitBy::Clip;
  const Leaks leaks =
      check_leaks(curate::make_split(instance.units, instance.links, parameters).split, instance.units, instance.links);
  EXPECT_GT(leaks.frames, leaks.total_frames / 2);
  EXPECT_GT(leaks.count(LinkKind::Subject), 10);
}

}  // namespace
