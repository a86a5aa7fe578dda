#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evaluation {

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

}  // namespace evaluation
