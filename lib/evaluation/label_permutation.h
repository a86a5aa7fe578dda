#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evaluation {

/// Permutes labels among subjects and keeps those of a subject's clips together: the labels of all its clips go, in
/// order, to another subject with the same number of clips. Subjects without such a partner, or whose partners all have
/// the same labels, exchange their most frequent label, which all their clips then get.
class LabelPermutation {
 public:
  /// Both [clips].
  LabelPermutation(std::span<const int> labels, const std::vector<std::string>& subjects);
  /// Permutation `number` of `seed`; deterministic.
  std::vector<int> labels(std::uint64_t seed, std::uint64_t number) const;
  /// In words, which labels are exchanged.
  std::string how() const;

 private:
  using Clips = std::vector<std::size_t>;
  std::vector<int> labels_;
  std::vector<std::vector<Clips>> equals_;  // subjects by their number of clips
  std::vector<Clips> others_;               // subjects without a partner
};

}  // namespace evaluation
