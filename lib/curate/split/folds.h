#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "curate/split/pictures.h"
#include "model/split.h"

namespace curate {

/// The folds of a split's clips and frames. The split must outlive it.
class Folds {
 public:
  explicit Folds(const model::Split& split);

  /// Index into the split's groups; empty for a clip that is not in the split.
  std::optional<std::size_t> group(std::string_view clip) const;
  /// Empty for a clip that is not in the split.
  std::optional<int> fold(std::string_view clip, std::int64_t picture) const;
  /// The folds of a clip's frames, with the number of frames in each, by fold. Under SplitBy::Frame `pictures` is
  /// called and `frames` ignored; otherwise the reverse.
  std::vector<std::pair<int, std::int64_t>> of_clip(std::string_view clip, std::int64_t frames,
                                                    const Pictures& pictures) const;

 private:
  const model::Split& split_;
  std::unordered_map<std::string_view, std::size_t> groups_;  // never iterated
};

}  // namespace curate
