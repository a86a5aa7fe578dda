#include "curate/split/share_differences.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace curate {

ShareDifferences::ShareDifferences(const Items& counts, const std::vector<std::int64_t>& shares,
                                   const Assignment& assignment)
    : shares_(shares),
      all_shares_(std::accumulate(shares.begin(), shares.end(), std::int64_t{0})),
      totals_(static_cast<std::size_t>(counts.dimensions)),
      clips_(shares.size() * totals_.size()),
      differences_(clips_.size()) {
  for (const Items::Amount& x : counts.amounts) totals_[static_cast<std::size_t>(x.dimension)] += x.amount;
  const std::int64_t most = totals_.empty() ? 0 : *std::ranges::max_element(totals_);
  // So fine that only equal shares are equal, if numbers are not huge; the sum over a label is at most 2 * all shares.
  constexpr int kFinest = 30;
  const auto bits = [](std::int64_t value) {
    return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value)));
  };
  const int of_product = bits(most) + bits(all_shares_);
  const int of_sum = bits(all_shares_) + 1 + bits(static_cast<std::int64_t>(totals_.size()));
  shift_ = std::clamp(62 - std::max(of_product, of_sum), 0, kFinest);
  for (std::size_t i = 0; i < assignment.size(); ++i) {
    const std::size_t row = static_cast<std::size_t>(assignment[i]) * totals_.size();
    for (const Items::Amount& x : counts.of(i)) clips_[row + static_cast<std::size_t>(x.dimension)] += x.amount;
  }
  for (std::size_t cell = 0; cell < clips_.size(); ++cell) {
    set(cell / totals_.size(), cell % totals_.size(), clips_[cell]);
  }
  find_largest();
}

std::int64_t ShareDifferences::difference(std::size_t fold, std::size_t label, std::int64_t clips) const {
  const std::int64_t total = totals_[label];
  if (total == 0) return 0;
  const std::int64_t off = all_shares_ * clips - shares_[fold] * total;
  return ((off < 0 ? -off : off) << shift_) / total;
}

void ShareDifferences::set(std::size_t fold, std::size_t label, std::int64_t clips) {
  const std::size_t cell = fold * totals_.size() + label;
  clips_[cell] = clips;
  std::int64_t& now = differences_[cell];
  const std::int64_t before = now;
  now = difference(fold, label, clips);
  sum_ += now - before;
  at_largest_ += (now == largest_ ? 1 : 0) - (before == largest_ ? 1 : 0);
}

void ShareDifferences::find_largest() {
  largest_ = differences_.empty() ? 0 : *std::ranges::max_element(differences_);
  at_largest_ = std::ranges::count(differences_, largest_);
}

void ShareDifferences::move(std::span<const Items::Amount> amounts, std::size_t from, std::size_t to) {
  std::int64_t top = 0;
  for (const Items::Amount& x : amounts) {
    const auto label = static_cast<std::size_t>(x.dimension);
    const std::size_t in_from = from * totals_.size() + label;
    const std::size_t in_to = to * totals_.size() + label;
    set(from, label, clips_[in_from] - x.amount);
    set(to, label, clips_[in_to] + x.amount);
    top = std::max({top, differences_[in_from], differences_[in_to]});
  }
  if (at_largest_ == 0 || top > largest_) find_largest();
}

ShareDifferences::Effect ShareDifferences::effect(std::span<const Items::Amount> amounts, std::size_t from,
                                                  std::size_t to) const {
  Effect effect;
  std::int64_t top = 0;
  std::int64_t were_at_largest = 0;
  for (const Items::Amount& x : amounts) {
    const auto label = static_cast<std::size_t>(x.dimension);
    for (const auto& [fold, amount] : {std::pair(from, -x.amount), std::pair(to, x.amount)}) {
      const std::size_t cell = fold * totals_.size() + label;
      const std::int64_t now = difference(fold, label, clips_[cell] + amount);
      top = std::max(top, now);
      were_at_largest += differences_[cell] == largest_ ? 1 : 0;
      effect.sum += now - differences_[cell];
    }
  }
  if (top > largest_) {
    effect.largest = 1;
  } else if (top < largest_ && were_at_largest == at_largest_) {
    effect.largest = -1;
  }
  return effect;
}

std::int64_t ShareDifferences::least_sum() const {
  std::int64_t sum = 0;
  for (std::size_t fold = 0; fold < shares_.size(); ++fold) {
    for (std::size_t label = 0; label < totals_.size(); ++label) {
      const std::int64_t clips = shares_[fold] * totals_[label] / all_shares_;
      sum += std::min(difference(fold, label, clips), difference(fold, label, clips + 1));
    }
  }
  return sum;
}

}  // namespace curate
