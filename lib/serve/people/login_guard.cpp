#include "serve/people/login_guard.h"

#include <algorithm>

#include "serve/people/secrets.h"

namespace serve {
namespace {

constexpr double kTriesOfAddress = 10;
constexpr double kTriesOfAddressPerSecond = 1.0 / 6;
constexpr double kTriesOfStrangers = 100;
constexpr double kTriesOfStrangersPerSecond = 1.0 / 60;
constexpr int kFreeFailures = 5;
constexpr int kMaxDoublings = 9;
constexpr std::chrono::seconds kMaxDelay{300};
constexpr std::chrono::hours kForgetAfter{1};

}  // namespace

LoginGuard::LoginGuard()
    : addresses_(kTriesOfAddressPerSecond, kTriesOfAddress),
      accounts_(kTriesOfStrangersPerSecond, kTriesOfStrangers),
      delays_(RateLimit::kPlaces) {}

LoginGuard::Delay& LoginGuard::delay_of(const Try& one) {
  return delays_[keyed_hash(one.block + " " + one.account) % delays_.size()];
}

int LoginGuard::begin(const Try& one, Clock::time_point now) {
  {
    const std::lock_guard lock(mutex_);
    Delay& delay = delay_of(one);
    if (now > delay.until + kForgetAfter) delay = {};
    if (now < delay.until) {
      return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(delay.until - now).count());
    }
  }
  if (const int wait = addresses_.take(one.block, now)) return wait;
  if (one.known) return 0;
  const int wait = accounts_.take(one.account, now);
  if (wait > 0) addresses_.give_back(one.block);
  return wait;
}

void LoginGuard::failed(const Try& one, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Delay& delay = delay_of(one);
  ++delay.failures;
  delay.until = now;
  if (delay.failures < kFreeFailures) return;
  const std::chrono::seconds wait(1 << std::min(delay.failures - kFreeFailures, kMaxDoublings));
  delay.until += std::min(wait, kMaxDelay);
}

void LoginGuard::forget(const Try& one, bool right) {
  addresses_.give_back(one.block);
  if (!one.known) accounts_.give_back(one.account);
  if (!right) return;
  const std::lock_guard lock(mutex_);
  delay_of(one) = {};
}

}  // namespace serve
