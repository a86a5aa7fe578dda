#include "fetch/retry.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"
#include "fetch/curl.h"

namespace fetch {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<seconds> parse_retry_after(std::string_view value, std::int64_t now) {
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  if (value.empty() || value.size() > 64) return std::nullopt;
  const bool digits = std::ranges::all_of(value, base::is_digit);
  if (digits) {
    constexpr std::int64_t kMaxSeconds = 1'000'000'000;
    std::int64_t number = 0;
    const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
    return seconds(result.ec == std::errc{} ? std::min(number, kMaxSeconds) : kMaxSeconds);
  }
  const std::int64_t date = curl().getdate(std::string(value).c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return seconds(std::max<std::int64_t>(0, date - now));
}

bool is_passing(long status) {
  return status == 408 || status == 425 || status == 429 || status == 500 || status == 502 || status == 503 ||
         status == 504;
}

const char* code_for(long status) {
  if (status == 404 || status == 410) return "source-gone";
  const bool refuses = status == 401 || status == 402 || status == 403 || status == 407 || status == 451;
  return refuses ? "source-refuses" : "fetch-failed";
}

std::optional<milliseconds> wait_before_retry(const Limits& limits, int failures, std::optional<seconds> retry_after,
                                              std::minstd_rand& random) {
  if (retry_after && *retry_after > limits.max_retry_after) return std::nullopt;
  milliseconds wait = limits.first_wait;
  for (int i = 1; i < failures && wait < limits.max_wait; ++i) wait *= 2;
  wait = std::min(wait, limits.max_wait);
  wait -= milliseconds(std::uniform_int_distribution<std::int64_t>(0, wait.count() / 2)(random));
  return std::max(wait, milliseconds(retry_after.value_or(seconds(0))));
}

}  // namespace fetch
