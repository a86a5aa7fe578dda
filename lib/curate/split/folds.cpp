#include "curate/split/folds.h"

#include <map>

namespace curate {

Folds::Folds(const model::Split& split) : split_(split) {
  for (std::size_t i = 0; i < split.groups.size(); ++i) {
    for (const std::string& clip : split.groups[i].clips) groups_.emplace(clip, i);
  }
}

std::optional<std::size_t> Folds::group(std::string_view clip) const {
  const auto found = groups_.find(clip);
  if (found == groups_.end()) return std::nullopt;
  return found->second;
}

std::optional<int> Folds::fold(std::string_view clip, std::int64_t picture) const {
  const std::optional<std::size_t> index = group(clip);
  if (!index) return std::nullopt;
  if (split_.parameters.by == model::SplitBy::Frame) return model::frame_fold(split_.parameters, clip, picture);
  return split_.groups[*index].fold;
}

std::vector<std::pair<int, std::int64_t>> Folds::of_clip(std::string_view clip, std::int64_t frames,
                                                         const Pictures& pictures) const {
  const std::optional<std::size_t> index = group(clip);
  if (!index) return {};
  if (split_.parameters.by != model::SplitBy::Frame) return {{split_.groups[*index].fold, frames}};
  std::map<int, std::int64_t> counts;
  for (const std::int64_t picture : pictures(clip)) ++counts[model::frame_fold(split_.parameters, clip, picture)];
  return {counts.begin(), counts.end()};
}

}  // namespace curate
