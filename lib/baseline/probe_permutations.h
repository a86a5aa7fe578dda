#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/folded_table.h"
#include "baseline/probe_result.h"

namespace baseline {

/// Deals labels anew among subjects, so that what a subject's clips have in common stays: the labels of all its clips
/// go, in their order, to another one with as many clips. Those that have no equal, or only equals with the same
/// labels, exchange the most frequent label of their clips, which all their clips then have.
class LabelPermutation {
 public:
  /// Of clips in the order of the labels.
  LabelPermutation(std::span<const int> labels, const std::vector<std::string>& subjects);
  /// The same for the same number.
  std::vector<int> labels(std::uint64_t seed, std::uint64_t number) const;
  /// In words, which labels change places.
  std::string how() const;

 private:
  using Clips = std::vector<std::size_t>;
  std::vector<int> labels_;
  std::vector<std::vector<Clips>> equals_;  // subjects of as many clips each
  std::vector<Clips> others_;
};

/// (permutations done, in all); throws to end the work.
using PermutationWatch = std::function<void(std::int64_t, std::int64_t)>;

/// The test's numbers but `reached` and `p`, by as many threads as LibTorch has.
PermutationTest permute(const FoldedTable& table, std::span<const int> labels, int classes,
                        const std::vector<std::string>& subjects, int permutations, std::uint64_t seed,
                        const PermutationWatch& watch);

}  // namespace baseline
