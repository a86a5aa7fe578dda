#include "media/plan.h"

#include <gtest/gtest.h>

namespace {

using media::PacketFacts;
using media::Plan;
using media::StreamTraits;
using Use = media::Plan::Use;

PacketFacts packet(std::int64_t pts, bool random_access_point = false) {
  PacketFacts facts;
  facts.pts = pts;
  facts.one_picture = true;
  facts.random_access_point = random_access_point;
  return facts;
}

/// I B P B P in decoding order: 0 2 1 4 3.
std::vector<PacketFacts> reordered() { return {packet(0, true), packet(2), packet(1), packet(4), packet(3)}; }

const StreamTraits kH264{StreamTraits::Kind::Reordered, 1, {1, 25}};
const StreamTraits kIntraOnly{StreamTraits::Kind::Intra, 0, {1, 25}};
const model::Sampling kEveryPicture{model::Sampling::Kind::All, 3, 0, 0, 0};

TEST(Plan, NumbersPicturesInDisplayOrder) {
  const auto plan = media::plan_pictures(reordered(), kH264, kEveryPicture, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->pictures, 5);
  const std::vector<media::Wanted> expected = {{0, 0, 0}, {1, 1, 2}, {2, 2, 1}, {3, 3, 4}, {4, 4, 3}};
  EXPECT_EQ(plan->wanted, expected);
}

TEST(Plan, SkipsPacketsAfterTheLastWanted) {
  model::Sampling every{model::Sampling::Kind::Every, 3, 0, 2, 2};
  const auto plan = media::plan_pictures(reordered(), kH264, every, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->uses, (std::vector<Use>{Use::Decode, Use::Decode, Use::Leave, Use::Leave, Use::Leave}));
}

TEST(Plan, StartsAtTheLastRandomAccessPoint) {
  std::vector<PacketFacts> packets;
  for (int i = 0; i < 9; ++i) packets.push_back(packet(i, i % 3 == 0));
  model::Window window;
  window.first_picture = 7;
  window.end_picture = 8;
  auto plan = media::plan_pictures(packets, kH264, kEveryPicture, window);
  ASSERT_TRUE(plan);
  std::vector<Use> expected(9, Use::Leave);
  expected[6] = Use::Reference;
  expected[7] = Use::Decode;
  EXPECT_EQ(plan->uses, expected);
  // But does not skip parameter sets, which may be needed.
  packets[1].parameter_sets = true;
  plan = media::plan_pictures(packets, kH264, kEveryPicture, window);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->uses.front(), Use::Reference);
}

TEST(Plan, DecodesDiscardedPacketsWithoutCountingThem) {
  auto packets = reordered();
  packets[0].discard = true;
  const auto plan = media::plan_pictures(packets, kH264, kEveryPicture, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->pictures, 4);
  EXPECT_EQ(plan->first_pts, 1);
  EXPECT_EQ(plan->wanted.front(), (media::Wanted{0, 1, 2}));
  EXPECT_EQ(plan->uses.front(), Use::Reference);
}

TEST(Plan, DecodesOnlyWantedPicturesOfIntraCodecs) {
  std::vector<PacketFacts> packets;
  for (int i = 0; i < 4; ++i) packets.push_back(packet(i, true));
  const auto plan = media::plan_pictures(packets, kIntraOnly, {model::Sampling::Kind::Every, 3, 0, 3, 0}, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->uses, (std::vector<Use>{Use::Decode, Use::Leave, Use::Leave, Use::Decode}));
}

TEST(Plan, RejectsStreamsThatAreNotProven) {
  const auto refuses = [](std::vector<PacketFacts> packets, const StreamTraits& traits = kH264) {
    return !media::plan_pictures(packets, traits, kEveryPicture, {});
  };
  EXPECT_TRUE(refuses({}));
  EXPECT_TRUE(refuses(reordered(), {}));
  EXPECT_TRUE(refuses(reordered(), {StreamTraits::Kind::Reordered, 0, {1, 25}})) << "more reordering than announced";
  EXPECT_TRUE(refuses(reordered(), kIntraOnly));
  auto packets = reordered();
  packets[3].pts = media::kNoTime;
  EXPECT_TRUE(refuses(packets)) << "a time is missing";
  packets = reordered();
  packets[3].pts = 2;
  EXPECT_TRUE(refuses(packets)) << "two pictures at one time";
  packets = reordered();
  packets[4].corrupt = true;
  EXPECT_TRUE(refuses(packets)) << "damage";
  packets = reordered();
  packets[4].one_picture = false;
  EXPECT_TRUE(refuses(packets)) << "two fields in two packets";
  packets = reordered();
  packets[0].random_access_point = false;
  EXPECT_TRUE(refuses(packets)) << "starts in the middle";
}

}  // namespace
