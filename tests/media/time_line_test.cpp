#include "media/time_line.h"

#include <gtest/gtest.h>

#include "media/libav.h"
#include "media/libav_handles.h"
#include "media/picture_clock.h"

namespace {

using media::PacketFacts;

std::vector<PacketFacts> packets_at(const std::vector<std::int64_t>& times) {
  std::vector<PacketFacts> packets;
  for (const std::int64_t time : times) packets.emplace_back().pts = time;
  return packets;
}

/// 25 pictures per second, in milliseconds.
media::TimeLine line_of(const std::vector<std::int64_t>& times) {
  AVStream stream{};
  stream.time_base = {1, 1000};
  stream.avg_frame_rate = {25, 1};
  return media::time_line_of(packets_at(times), stream);
}

std::vector<std::int64_t> counted(std::int64_t from, std::int64_t pictures) {
  std::vector<std::int64_t> times;
  for (std::int64_t i = 0; i < pictures; ++i) times.push_back(from + 40 * i);
  return times;
}

std::vector<std::int64_t> joined(std::vector<std::int64_t> first, const std::vector<std::int64_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// The times that a PictureClock gives pictures with these times.
struct Told {
  std::vector<std::int64_t> times;
  media::Restarts restarts;
};
Told told(const std::vector<std::int64_t>& times) {
  const media::UniqueFrame frame(av_frame_alloc());
  media::PictureClock clock(line_of(times));
  Told result;
  for (const std::int64_t time : times) {
    frame->pts = time;
    result.times.push_back(clock.see(*frame).pts);
  }
  result.restarts = clock.restarts();
  return result;
}

TEST(TimeLine, ComputesThePeriodOfPictures) {
  const media::TimeLine line = line_of(counted(1000, 50));
  EXPECT_EQ(line.period, 40);
  EXPECT_EQ(line.half_second, 500);
  EXPECT_EQ(line.start_us, 1'000'000);
  EXPECT_EQ(line.end_us, 3'000'000);
}

TEST(TimeLine, DistinguishesRestartsFromReordering) {
  EXPECT_FALSE(line_of(counted(0, 50)).restart);
  EXPECT_FALSE(
      line_of({0, 160, 80, 40, 120, 320, 240, 200, 280, 480, 400, 360, 440, 640, 560, 520, 600, 720, 680}).restart);
  EXPECT_EQ(line_of(joined(counted(0, 50), counted(0, 50))).restart, 50U);
}

TEST(TimeLine, IgnoresTimesThatMostPacketsShare) {
  EXPECT_EQ(line_of(std::vector<std::int64_t>(50, 0)).without_own_time, 49);
  EXPECT_EQ(line_of(joined(counted(0, 50), {1960})).without_own_time, 0);
  EXPECT_EQ(line_of(counted(0, 50)).without_own_time, 0);
}

TEST(PictureClock, KeepsValidTimes) {
  for (const auto& times : {counted(-80, 50), joined(counted(0, 20), counted(100'000, 20)),
                            std::vector<std::int64_t>{40, 0, 80, 160, 120, 200}, joined(counted(0, 20), {720, 840})}) {
    EXPECT_EQ(told(times).times, times);
    EXPECT_EQ(told(times).restarts.count, 0);
  }
}

TEST(PictureClock, ContinuesAfterARestart) {
  const Told two = told(joined(counted(0, 50), counted(0, 50)));
  EXPECT_EQ(two.times, counted(0, 100));
  EXPECT_EQ(two.restarts.count, 1);
  EXPECT_EQ(two.restarts.first, 50);
  const Told three = told(joined(joined(counted(5000, 30), counted(1000, 17)), counted(1000, 17)));
  EXPECT_EQ(three.times, counted(5000, 64));
  EXPECT_EQ(three.restarts.count, 2);
}

TEST(PictureClock, CountsPicturesWithoutTimes) {
  EXPECT_EQ(told(std::vector<std::int64_t>(50, 7)).times, counted(7, 50));
  EXPECT_EQ(told(std::vector<std::int64_t>(50, AV_NOPTS_VALUE)).times, counted(0, 50));
}

TEST(PictureClock, ExtremeTimesDoNotOverflow) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const Told seen = told({kMost, -kMost, kMost, 0, -kMost, 1});
  EXPECT_EQ(seen.times.size(), 6U);
}

}  // namespace
