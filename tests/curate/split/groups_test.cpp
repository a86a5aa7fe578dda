#include "curate/split/groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "curate/split/instances.h"

namespace {

using curate::Grouping;
using curate::make_groups;
using model::LinkKind;
using model::SplitBy;
using test::link;
using test::unit;
using testing::ElementsAre;

model::SplitParameters by(SplitBy kind, bool leave_out_unknown = false) {
  model::SplitParameters parameters;
  parameters.by = kind;
  if (leave_out_unknown) parameters.unknown = model::UnknownClips::LeaveOut;
  return parameters;
}

// A transitive chain over links of different kinds is one group; its weakest link is reported.
TEST(Groups, CloseOverLinksAndNameTheWeakest) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "q", ""),
                                                   unit("d", "r", "")};
  const std::vector<model::Link> links = {link(LinkKind::Object, "o", "b", "c"),
                                          link(LinkKind::Subject, "m/p", "a", "b")};
  const Grouping grouping = make_groups(units, links, by(SplitBy::Subject));
  EXPECT_THAT(grouping.group, ElementsAre(0, 0, 0, 1));
  ASSERT_EQ(grouping.weakest.size(), 2U);
  EXPECT_EQ(grouping.weakest[0], links[1]);
  EXPECT_EQ(grouping.weakest[1], std::nullopt);
}

// A weak link beside a strong one does not count: the group holds without it.
TEST(Groups, IgnoreAWeakLinkBesideAStrongOne) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "", ""), unit("b", "", "")};
  const std::vector<model::Link> links = {link(LinkKind::SameSource, "m/s", "a", "b"),
                                          link(LinkKind::Object, "o", "a", "b")};
  EXPECT_EQ(make_groups(units, links, by(SplitBy::Subject)).weakest.at(0)->kind, LinkKind::Object);
}

// A failed clip has no frames, but can still connect two others.
TEST(Groups, FollowLinksThroughClipsWithoutFrames) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("c", "q", "")};
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "gone"),
                                          link(LinkKind::Object, "o", "c", "gone"),
                                          link(LinkKind::Case, "m/x", "c", "gone2")};
  const Grouping grouping = make_groups(units, links, by(SplitBy::Subject));
  EXPECT_THAT(grouping.group, ElementsAre(0, 0));
  EXPECT_EQ(grouping.weakest[0]->kind, LinkKind::Subject) << "the case only joins clips without frames";
}

TEST(Groups, JoinOrLeaveOutUnknownClips) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "", ""), unit("b", "", ""), unit("c", "p", "")};
  const std::vector<model::Link> links = {link(LinkKind::SameSource, "m/s", "a", "b")};
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Subject)).group, ElementsAre(0, 0, 1));
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Subject, true)).group,
              ElementsAre(Grouping::kLeftOut, Grouping::kLeftOut, 0));
}

// Clips that are left out still connect others by certain links, but not by SameSource.
TEST(Groups, FollowCertainLinksThroughLeftOutClips) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "q", ""), unit("c", "r", ""),
                                                   unit("x", "", ""), unit("y", "", "")};
  const std::vector<model::Link> links = {
      link(LinkKind::Object, "1", "a", "x"), link(LinkKind::MediaUrl, "2", "b", "x"),
      link(LinkKind::Object, "3", "c", "y"), link(LinkKind::SameSource, "m/s", "x", "y")};
  const Grouping out = make_groups(units, links, by(SplitBy::Subject, true));
  EXPECT_THAT(out.group, ElementsAre(0, 0, 1, Grouping::kLeftOut, Grouping::kLeftOut));
  EXPECT_EQ(out.weakest[0]->kind, LinkKind::MediaUrl);
  EXPECT_EQ(out.weakest[1], std::nullopt) << "it only joins a clip that is left out";
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Subject)).group, ElementsAre(0, 0, 0, 0, 0));
}

// By case, a subject's clip without a case may belong to any of the subject's cases.
TEST(Groups, ByCaseAClipWithoutACaseJoinsItsSubject) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "p", ""), unit("c", "q", ""),
                                             unit("d", "q", ""), unit("e", "q", "")};
  units[0].clip_case = "m/1";
  units[1].clip_case = "m/2";
  units[2].clip_case = "m/3";
  units[4].clip_case = "m/4";
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/p", "a", "b"),
                                          link(LinkKind::Subject, "m/q", "c", "d"),
                                          link(LinkKind::Subject, "m/q", "d", "e")};
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Case)).group, ElementsAre(0, 1, 2, 2, 2));
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Subject)).group, ElementsAre(0, 0, 1, 1, 1));
}

TEST(Groups, BySourceJoinASourceAndByClipJoinNothing) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", ""), unit("b", "q", ""), unit("c", "r", ""),
                                             unit("d", "q", "")};
  units[2].source = "t";
  units[3].manifest = "n";
  const std::vector<model::Link> links = {link(LinkKind::Subject, "m/q", "b", "d")};
  const Grouping grouping = make_groups(units, links, by(SplitBy::Source));
  EXPECT_THAT(grouping.group, ElementsAre(0, 0, 1, 0));
  EXPECT_EQ(*grouping.weakest[0], (model::Link{LinkKind::SameSource, "m/s", "a", "b"}));
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Clip)).group, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(make_groups(units, links, by(SplitBy::Frame)).group, ElementsAre(0, 1, 2, 3));
}

TEST(Groups, RejectDuplicateClips) {
  EXPECT_THROW(make_groups({unit("a", "", ""), unit("b", "", ""), unit("a", "", "")}, {}, by(SplitBy::Clip)),
               base::Error);
}

/// The group of each clip, by id.
std::map<std::string, std::uint32_t> by_clip(const test::Instance& instance, const Grouping& grouping) {
  std::map<std::string, std::uint32_t> groups;
  for (std::size_t i = 0; i < instance.units.size(); ++i) groups[instance.units[i].clip] = grouping.group[i];
  return groups;
}

class RandomGroups : public testing::TestWithParam<int> {};

TEST_P(RandomGroups, DoNotDependOnTheOrderOfUnitsAndLinks) {
  const test::Instance instance = test::make_instance(GetParam());
  const test::Instance other = test::shuffled(instance, GetParam());
  for (const SplitBy kind : {SplitBy::Clip, SplitBy::Case, SplitBy::Subject, SplitBy::Source}) {
    for (const bool out : {false, true}) {
      const Grouping a = make_groups(instance.units, instance.links, by(kind, out));
      const Grouping b = make_groups(other.units, other.links, by(kind, out));
      EXPECT_EQ(by_clip(instance, a), by_clip(other, b));
      EXPECT_EQ(a.weakest, b.weakest);
    }
  }
}

TEST_P(RandomGroups, JoinBothClipsOfEveryLink) {
  const test::Instance instance = test::make_instance(GetParam());
  std::map<std::string, std::uint32_t> groups =
      by_clip(instance, make_groups(instance.units, instance.links, by(SplitBy::Subject)));
  for (const model::Link& link : instance.links) {
    if (groups.count(link.first) != 0 && groups.count(link.second) != 0) {
      EXPECT_EQ(groups[link.first], groups[link.second]);
    }
  }
}

// Checks the definition of the weakest link by removing links.
TEST_P(RandomGroups, FallApartWithoutTheirWeakestLinks) {
  const test::Instance instance = test::make_instance(GetParam());
  const Grouping whole = make_groups(instance.units, instance.links, by(SplitBy::Subject));
  const auto parts_of = [&](std::uint32_t group, const Grouping& grouping) {
    std::vector<std::uint32_t> parts;
    for (std::size_t i = 0; i < whole.group.size(); ++i) {
      if (whole.group[i] == group) parts.push_back(grouping.group[i]);
    }
    std::ranges::sort(parts);
    return std::unique(parts.begin(), parts.end()) - parts.begin();
  };
  for (std::uint32_t group = 0; group < whole.weakest.size(); ++group) {
    if (!whole.weakest[group]) {
      EXPECT_EQ(std::ranges::count(whole.group, group), 1);
      continue;
    }
    std::vector<model::Link> stronger;
    for (const model::Link& link : instance.links) {
      if (link < *whole.weakest[group]) stronger.push_back(link);
    }
    EXPECT_GT(parts_of(group, make_groups(instance.units, stronger, by(SplitBy::Subject))), 1);
    stronger.push_back(*whole.weakest[group]);
    EXPECT_EQ(parts_of(group, make_groups(instance.units, stronger, by(SplitBy::Subject))), 1);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomGroups, testing::Range(1, 21));

}  // namespace
