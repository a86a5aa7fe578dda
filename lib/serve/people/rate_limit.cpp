#include "serve/people/rate_limit.h"

#include <algorithm>
#include <cmath>

#include "serve/people/secrets.h"

namespace serve {
namespace {

std::size_t place_of(std::string_view key) { return keyed_hash(key) % RateLimit::kPlaces; }

}  // namespace

RateLimit::RateLimit(double per_second, double burst)
    : per_second_(per_second), burst_(burst), buckets_(kPlaces, Bucket{burst, {}}) {}

int RateLimit::take(std::string_view key, Clock::time_point now) {
  const std::size_t place = place_of(key);
  const std::lock_guard lock(mutex_);
  Bucket& bucket = buckets_[place];
  const double passed = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.left = std::min(burst_, bucket.left + std::max(passed, 0.0) * per_second_);
  bucket.filled = std::max(bucket.filled, now);
  if (bucket.left < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.left) / per_second_)));
  bucket.left -= 1;
  return 0;
}

void RateLimit::give_back(std::string_view key) {
  const std::size_t place = place_of(key);
  const std::lock_guard lock(mutex_);
  buckets_[place].left = std::min(burst_, buckets_[place].left + 1);
}

}  // namespace serve
