#include "publish/formats/shard_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/digest.h"

namespace publish {
namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t random_of(std::uint64_t seed, std::string_view what, std::string_view name) {
  const base::Digest digest = base::sha256(fmt::format("{}\n{}\n{}\n", seed, what, name));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | digest.bytes[i];
  return value;
}

}  // namespace

void ShardOrder::add(std::string_view person, std::string_view name) {
  const auto known = people_.try_emplace(std::string(person), people_.size()).first;
  samples_.push_back({known->second, random_of(seed_, "turn", name), random_of(seed_, "place", name)});
}

std::vector<std::size_t> ShardOrder::order() const {
  std::vector<std::size_t> numbers(samples_.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  std::ranges::sort(numbers, {}, [&](std::size_t number) {
    return std::tuple(samples_[number].person, samples_[number].turn, number);
  });
  // Sample j of a person's n is at (j + place / 2^64) / n of the order, here in 2^64ths.
  std::vector<std::uint64_t> at(samples_.size());
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t end = first;
    while (end < numbers.size() && samples_[numbers[end]].person == samples_[numbers[first]].person) ++end;
    for (std::size_t i = first; i < end; ++i) {
      const Wide scaled = (Wide(i - first) << 64) + samples_[numbers[i]].place;
      at[numbers[i]] = static_cast<std::uint64_t>(scaled / (end - first));
    }
    first = end;
  }
  std::ranges::sort(numbers, {}, [&](std::size_t number) { return std::tuple(at[number], number); });
  return numbers;
}

}  // namespace publish
