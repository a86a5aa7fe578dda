#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace curate {

/// Items to be put into folds, each a sparse vector of amounts. A fold's load is the sum over its items. The
/// cost, the sum of squared loads over folds and dimensions, is lower the closer the loads are to each other.
///
/// The caller chooses the dimensions (see `make_split`) and keeps the amounts so small that
/// 4 * folds * (sum over dimensions of the squared total) fits 63 bits.
///
/// `offset` is a load of the last fold that no item brings, by dimension: with it, even loads give that fold a smaller
/// or (below 0) a larger share. Empty: none.
struct Items {
  struct Amount {
    std::int32_t dimension = 0;
    std::int64_t amount = 0;
  };
  int dimensions = 0;
  std::vector<std::uint32_t> begin = {0};  ///< item i has amounts begin[i] … begin[i + 1], by dimension
  std::vector<Amount> amounts;
  std::vector<std::int64_t> offset = {};
  std::vector<std::uint64_t> tie;  ///< of each item: breaks ties between items of equal size

  std::size_t size() const { return begin.size() - 1; }
  std::span<const Amount> of(std::size_t item) const {
    return {amounts.data() + begin[item], amounts.data() + begin[item + 1]};
  }
};

using Assignment = std::vector<int>;  ///< the fold of each item

}  // namespace curate
