#include "sampling/frame_sampler.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace {

using model::Sampling;
using sampling::FrameSampler;

/// The numbers of the pictures taken, for pictures with these times.
std::vector<int> taken(const Sampling& sampling, const std::vector<std::int64_t>& times, base::Rational time_base,
                       const model::Window& window = {}, std::int64_t in_window = 0) {
  FrameSampler sampler(sampling, window, time_base, in_window);
  std::vector<int> result;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto verdict = sampler.see(static_cast<std::int64_t>(i), times[i]);
    if (verdict == FrameSampler::Verdict::Done) break;
    if (verdict == FrameSampler::Verdict::Take) result.push_back(static_cast<int>(i));
  }
  return result;
}

std::vector<std::int64_t> evenly(int count, std::int64_t step, std::int64_t start = 0) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < count; ++i) times.push_back(start + i * step);
  return times;
}

TEST(FrameSampler, RateTakesTheFirstPictureAtOrAfterEachSample) {
  // 25 Hz, 3 Hz: samples at 0, 8.33, 16.67, 25 pictures.
  EXPECT_EQ(taken({}, evenly(30, 1), {1, 25}), (std::vector<int>{0, 9, 17, 25}));
}

TEST(FrameSampler, RateIsExact) {
  // 30000/1001 Hz sampled at a tenth of it: every tenth picture, without drift.
  Sampling sampling;
  sampling.rate_hz = {3000, 1001};
  sampling.maximum = 0;
  const auto result = taken(sampling, evenly(100001, 1001), {1, 30000});
  ASSERT_EQ(result.size(), 10001U);
  EXPECT_EQ(result.back(), 100000);
}

TEST(FrameSampler, RateTakesAPictureOnceAfterAGap) {
  EXPECT_EQ(taken({}, {0, 100, 101, 200}, {1, 100}), (std::vector<int>{0, 1, 3}));
}

TEST(FrameSampler, AcceptsTimesThatDoNotStartAtZero) {
  EXPECT_EQ(taken({}, evenly(30, 1, -7), {1, 25}), taken({}, evenly(30, 1), {1, 25}));
}

TEST(FrameSampler, AppliesTheMaximumToEveryKind) {
  EXPECT_EQ(taken({Sampling::Kind::All, 3, 0, 0, 2}, evenly(9, 1), {1, 25}), (std::vector<int>{0, 1}));
  EXPECT_EQ(taken({Sampling::Kind::Every, 3, 0, 3, 2}, evenly(9, 1), {1, 25}), (std::vector<int>{0, 3}));
}

TEST(FrameSampler, UniformSpreadsByNumber) {
  EXPECT_EQ(taken({Sampling::Kind::Uniform, 3, 4, 0, 0}, evenly(10, 1), {1, 25}, {}, 10),
            (std::vector<int>{0, 2, 5, 7}));
  // More than available: each once.
  EXPECT_EQ(taken({Sampling::Kind::Uniform, 3, 9, 0, 0}, evenly(3, 1), {1, 25}, {}, 3), (std::vector<int>{0, 1, 2}));
}

TEST(FrameSampler, WindowInSecondsIsHalfOpenAndCountsFromTheFirstPicture) {
  model::Window window;
  window.from_s = base::Rational(2, 5);
  window.to_s = base::Rational(1);
  EXPECT_EQ(taken({Sampling::Kind::All, 3, 0, 0, 0}, evenly(20, 1, 100), {1, 10}, window),
            (std::vector<int>{4, 5, 6, 7, 8, 9}));
}

TEST(FrameSampler, WindowInPicturesIsHalfOpen) {
  model::Window window;
  window.first_picture = 3;
  window.end_picture = 5;
  EXPECT_EQ(taken({Sampling::Kind::All, 3, 0, 0, 0}, evenly(20, 1), {1, 10}, window), (std::vector<int>{3, 4}));
}

TEST(FrameSampler, ReplacesAnUnusablePictureByTheNext) {
  FrameSampler sampler({Sampling::Kind::Every, 3, 0, 5, 0}, {}, {1, 25});
  EXPECT_EQ(sampler.see(0, 0, false), FrameSampler::Verdict::Skip);
  EXPECT_EQ(sampler.see(1, 1), FrameSampler::Verdict::Take);
  EXPECT_EQ(sampler.see(2, 2), FrameSampler::Verdict::Skip);
}

TEST(FrameSampler, HostileTimesDoNotOverflow) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto result = taken({}, {-most, most, -most}, {1, 1});
  EXPECT_EQ(result, (std::vector<int>{0, 1}));
}

}  // namespace
