#include "curate/split/leaks.h"

#include <gtest/gtest.h>

#include "curate/split/instances.h"
#include "curate/split/split.h"

namespace {

using curate::check_leaks;
using curate::Leaks;
using model::LinkKind;
using test::link;
using test::unit;

/// A split as some other tool might have made it: each clip where it is told.
model::Split split_of(const std::vector<std::pair<std::string, int>>& folds) {
  model::Split split;
  split.parameters.folds = 3;
  for (const auto& [clip, fold] : folds) split.groups.push_back({{clip}, std::nullopt, fold});
  return split;
}

TEST(Leaks, NothingIsNothing) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "q", "")};
  const Leaks leaks = check_leaks(split_of({{"a", 1}, {"b", 1}, {"c", 2}}), units, {});
  EXPECT_TRUE(leaks.none());
  EXPECT_EQ(leaks.total_clips, 3);
  EXPECT_EQ(leaks.total_frames, 30);
  EXPECT_EQ(leaks.subjects, 0);
}

TEST(Leaks, CountsFramesAndClipsOfASubjectInTwoFolds) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "", 5), unit("b", "p", "", 7), unit("c", "p", "", 11),
                                                   unit("d", "q", "", 13)};
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "b"),
                                          link(LinkKind::Subject, "m/p", "b", "c")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 0}, {"c", 2}, {"d", 1}}), units, links);
  EXPECT_EQ(leaks.frames, 23);
  EXPECT_EQ(leaks.clips, 3);
  EXPECT_EQ(leaks.subjects, 1);
  EXPECT_EQ(leaks.objects, 0);
}

// Neither end of a chain knows the other, and the clip between them is in no fold: they are one person all the same.
TEST(Leaks, SeesThroughClipsOutsideTheSplit) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("c", "q", "")};
  const std::vector<model::Link> links = {link(LinkKind::Object, "o", "a", "b"),
                                          link(LinkKind::MediaUrl, "u", "b", "c")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"c", 1}}), units, links);
  EXPECT_EQ(leaks.clips, 2);
  EXPECT_EQ(leaks.objects, 0) << "each key alone has one clip in the split";
  EXPECT_EQ(leaks.urls, 0);
}

TEST(Leaks, CountsTheKeysOfEachKind) {
  std::vector<catalog::ClipSummary> units = {unit("a", "", ""), unit("b", "", ""), unit("c", "", "")};
  units[0].clip_case = units[1].clip_case = "m/story";
  const std::vector<model::Link> links = {
      link(LinkKind::Object, "o1", "a", "b"), link(LinkKind::Object, "o2", "b", "c"),
      link(LinkKind::MediaUrl, "u", "a", "c"), link(LinkKind::NearDuplicate, "n", "a", "b")};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 1}, {"c", 1}}), units, links);
  EXPECT_EQ(leaks.objects, 1);
  EXPECT_EQ(leaks.urls, 1);
  EXPECT_EQ(leaks.near_duplicates, 1);
  EXPECT_EQ(leaks.cases, 1) << "from the units: no link says so";
  EXPECT_EQ(leaks.subjects, 0);
}

// That nobody knows who it is, is no proof of a leak, and no proof of none.
TEST(Leaks, UnknownClipsOfOneSourceAreDoubtful) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "", "", 3), unit("b", "", "", 4)};
  const Leaks leaks = check_leaks(split_of({{"a", 0}, {"b", 1}}), units, {link(LinkKind::SameSource, "m/s", "a", "b")});
  EXPECT_EQ(leaks.frames, 0);
  EXPECT_EQ(leaks.possible_leak_frames, 7);
  EXPECT_EQ(leaks.possible_leak_clips, 2);
  EXPECT_FALSE(leaks.none());
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
  EXPECT_EQ(leaks.subjects, 1);
  EXPECT_EQ(leaks.total_frames, 31);
}

// What a split by subject promises, by other code than the one that made it; and that by clip there is something to
// see.
TEST(Leaks, SplitsBySubjectHaveNoneAndByClipHave) {
  const test::Instance instance = test::make_instance(3);
  model::SplitParameters parameters;
  parameters.folds = 4;
  EXPECT_TRUE(
      check_leaks(curate::make_split(instance.units, instance.links, parameters).split, instance.units, instance.links)
          .none());
  parameters.by = model::SplitBy::Clip;
  const Leaks leaks =
      check_leaks(curate::make_split(instance.units, instance.links, parameters).split, instance.units, instance.links);
  EXPECT_GT(leaks.frames, leaks.total_frames / 2);
  EXPECT_GT(leaks.subjects, 10);
}

}  // namespace
