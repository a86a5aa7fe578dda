#include <gtest/gtest.h>

#include "serve/people/login_guard.h"
#include "serve/people/rate_limit.h"

namespace serve {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const RateLimit::Clock::time_point kStart{std::chrono::hours(100)};

TEST(RateLimit, FillsWithTime) {
  RateLimit limit(2, 3);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.take("a", kStart), 0);
  EXPECT_EQ(limit.take("a", kStart), 1);
  EXPECT_EQ(limit.take("b", kStart), 0);
  EXPECT_EQ(limit.take("a", kStart + milliseconds(500)), 0);
  EXPECT_EQ(limit.take("a", kStart + milliseconds(500)), 1);
  limit.give_back("a");
  EXPECT_EQ(limit.take("a", kStart + milliseconds(500)), 0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.take("a", kStart + seconds(60)), 0);
  EXPECT_EQ(limit.take("a", kStart + seconds(60)), 1);
  RateLimit slow(0.1, 1);
  EXPECT_EQ(slow.take("a", kStart), 0);
  EXPECT_EQ(slow.take("a", kStart), 10);
}

TEST(LoginGuard, DelaysGrowAndEnd) {
  LoginGuard guard;
  const LoginGuard::Try ann{"10.0.0.1", "ann", false};
  auto now = kStart;
  const auto fail = [&] {
    now += seconds(6);
    while (const int wait = guard.begin(ann, now)) now += seconds(wait);
    guard.failed(ann, now);
  };
  for (int i = 0; i < 4; ++i) fail();
  EXPECT_EQ(guard.begin(ann, now), 0);
  guard.failed(ann, now);
  EXPECT_EQ(guard.begin(ann, now), 1);
  fail();
  EXPECT_EQ(guard.begin(ann, now), 2);
  for (int i = 0; i < 20; ++i) fail();
  EXPECT_EQ(guard.begin(ann, now), 300);
  EXPECT_EQ(guard.begin({"10.0.0.2", "ann", false}, now), 0) << "another address is not delayed";
  EXPECT_EQ(guard.begin({"10.0.0.1", "ben", false}, now + seconds(60)), 0) << "nor another account";
  EXPECT_EQ(guard.begin(ann, now + seconds(300)), 0);
  guard.forget(ann, true);
  for (int i = 0; i < 4; ++i) fail();
  EXPECT_EQ(guard.begin(ann, now), 0) << "a right password ends the delay";
}

TEST(LoginGuard, LimitsAnAddress) {
  LoginGuard guard;
  int right = 0;
  for (int i = 0; i < 1000; ++i) right += guard.begin({"10.0.0.1", std::to_string(i), false}, kStart) == 0 ? 1 : 0;
  EXPECT_EQ(right, 10);
  EXPECT_EQ(guard.begin({"10.0.0.1", "x", false}, kStart), 6);
}

// Whoever has many addresses can slow down strangers, not the person at a place they have used.
TEST(LoginGuard, LimitsStrangersTogether) {
  LoginGuard guard;
  int right = 0;
  for (int i = 0; i < 1000; ++i) right += guard.begin({"a" + std::to_string(i), "ann", false}, kStart) == 0 ? 1 : 0;
  EXPECT_EQ(right, 100);
  EXPECT_EQ(guard.begin({"home", "ann", true}, kStart), 0);
  EXPECT_EQ(guard.begin({"else", "ann", false}, kStart + seconds(60)), 0);
}

}  // namespace
}  // namespace serve
