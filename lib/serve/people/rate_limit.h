#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <vector>

namespace serve {

/// Token buckets for any number of keys in a table of fixed size: keys that fall on the same place share it, and nobody
/// outside can choose which do. Any thread may call.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kPlaces = std::size_t{1} << 16;

  RateLimit(double per_second, double burst);

  /// Takes one; or the seconds after which there is one, at least 1.
  int take(std::string_view key, Clock::time_point now);
  void give_back(std::string_view key);

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point filled = {};
  };
  const double per_second_;
  const double burst_;
  std::mutex mutex_;
  std::vector<Bucket> buckets_;
};

}  // namespace serve
