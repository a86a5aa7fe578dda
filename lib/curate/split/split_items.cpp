#include "curate/split/split_items.h"

#include <algorithm>
#include <cmath>

#include "base/splitmix64.h"

#include "curate/split/split_labels.h"

namespace curate {
namespace {

/// The weights of one clip and one frame in a label's two dimensions.
class Weights {
 public:
  Weights(const LabelTable& table, int folds) {
    // The squared totals of all dimensions add up to 4 * folds * clips * scale^2; see Items for the limit.
    const double clips = static_cast<double>(table.all.clips);
    const double scale = std::sqrt(std::ldexp(1.0, 58) / (static_cast<double>(folds) * folds * clips));
    const double frames_per_clip = std::max(1.0, static_cast<double>(table.all.frames)) / clips;
    for (const Counts& counts : table.labels) add(counts, folds, frames_per_clip, scale);
    add(table.all, folds, frames_per_clip, scale);
  }

  void append(std::size_t label, const Counts& counts, std::vector<Items::Amount>& amounts) const {
    const auto [clip, frame] = weights_[label];
    const auto dimension = static_cast<std::int32_t>(2 * label);
    const std::int64_t clips = std::llround(clip * static_cast<double>(counts.clips));
    const std::int64_t frames = std::llround(frame * static_cast<double>(counts.frames));
    if (clips != 0) amounts.push_back({dimension, clips});
    if (frames != 0) amounts.push_back({dimension + 1, frames});
  }

 private:
  void add(const Counts& counts, int folds, double frames_per_clip, double scale) {
    const double clips = static_cast<double>(counts.clips);
    const double frames = static_cast<double>(counts.frames);
    weights_.emplace_back(scale * std::sqrt(folds / clips),
                          frames > 0 ? scale * std::sqrt(folds / (frames * frames_per_clip)) : 0.0);
  }

  std::vector<std::pair<double, double>> weights_;
};

/// FNV-1a; the values of std::hash differ between libraries.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ base::splitmix64(seed);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return base::splitmix64(hash);
}

}  // namespace

Items items_of(const LabelTable& table, const std::vector<model::Group>& groups,
               const model::SplitParameters& parameters) {
  const Weights weights(table, parameters.folds);
  Items items;
  items.dimensions = static_cast<int>(2 * (table.labels.size() + 1));
  items.amounts.reserve(2 * (table.cells.size() + groups.size()));
  items.begin.reserve(groups.size() + 1);
  for (std::size_t i = 0; i < table.cells.size();) {
    Counts all;
    const std::uint32_t group = table.cells[i].group;
    for (; i < table.cells.size() && table.cells[i].group == group; ++i) {
      const LabelTable::Cell& cell = table.cells[i];
      weights.append(cell.label, cell.counts, items.amounts);
      all.add(cell.counts);
    }
    weights.append(table.labels.size(), all, items.amounts);
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
  }
  items.tie.reserve(groups.size());
  for (const model::Group& group : groups) items.tie.push_back(hash_of(group.clips.front(), parameters.seed));
  return items;
}

}  // namespace curate
