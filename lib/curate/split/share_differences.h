#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "curate/split/items.h"

namespace curate {

/// How far the folds' shares of each label are from what they should be, updated as items move. See even_labels.
class ShareDifferences {
 public:
  ShareDifferences(const Items& counts, const std::vector<std::int64_t>& shares, const Assignment& assignment);

  void move(std::span<const Items::Amount> amounts, std::size_t from, std::size_t to);

  /// What a move would change: whether the largest difference falls (-1), stays (0) or rises (1), and the sum.
  struct Effect {
    int largest = 0;
    std::int64_t sum = 0;
  };
  Effect effect(std::span<const Items::Amount> amounts, std::size_t from, std::size_t to) const;

  std::int64_t largest() const { return largest_; }
  std::int64_t sum() const { return sum_; }
  /// What no assignment can be below, because clips are whole.
  std::int64_t least_sum() const;

 private:
  std::int64_t difference(std::size_t fold, std::size_t label, std::int64_t clips) const;
  void set(std::size_t fold, std::size_t label, std::int64_t clips);
  void find_largest();

  const std::vector<std::int64_t> shares_;
  std::int64_t all_shares_ = 0;
  int shift_ = 0;
  std::vector<std::int64_t> totals_;  // of labels
  std::vector<std::int64_t> clips_;   // [folds][labels]
  std::vector<std::int64_t> differences_;
  std::int64_t sum_ = 0;
  std::int64_t largest_ = 0;
  std::int64_t at_largest_ = 0;
};

}  // namespace curate
