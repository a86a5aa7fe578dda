#include "curate/split/split_items.h"

#include <algorithm>
#include <cmath>

#include "base/splitmix64.h"

namespace curate {
namespace {

/// The weights of one clip and one frame.
struct UnitWeights {
  double clip = 0;
  double frame = 0;
};

/// The weights of clips and frames, by attribute and value.
class Weights {
 public:
  Weights(const std::vector<CountedAttribute>& attributes, const model::SplitParameters& parameters)
      : folds_(parameters.folds) {
    const model::Balance& balance = parameters.balance;
    const Counts& everything = attributes.front().table.all;
    int sum = balance.clips + balance.frames;
    for (const auto& [attribute, table] : attributes) {
      sum += attribute.weight + (frames_count(attribute, balance) ? balance.frames : 0);
    }
    // The squared totals of all dimensions add up to 4 * folds * clips * scale^2 (that is where 4 comes from: the sum
    // of the default weights); see Items for the limit.
    const double clips = static_cast<double>(everything.clips);
    scale_ = std::sqrt(std::ldexp(4.0 / sum, 58) / (static_cast<double>(folds_) * folds_ * clips));
    frames_per_clip_ = std::max(1.0, static_cast<double>(everything.frames)) / clips;
    all = weights_of(everything, balance.clips, balance.frames);
    for (const auto& [attribute, table] : attributes) {
      const int frames = frames_count(attribute, balance) ? balance.frames : 0;
      std::vector<UnitWeights>& of_values = by_attribute.emplace_back();
      for (const Counts& counts : table.labels) of_values.push_back(weights_of(counts, attribute.weight, frames));
    }
  }

  UnitWeights all;
  std::vector<std::vector<UnitWeights>> by_attribute;

 private:
  static bool frames_count(const Attribute& attribute, const model::Balance& balance) {
    return attribute.is_axis && balance.labels > 0;
  }

  UnitWeights weights_of(const Counts& counts, int clip, int frame) const {
    const double clips = static_cast<double>(counts.clips);
    const double frames = static_cast<double>(counts.frames);
    return {std::sqrt(static_cast<double>(clip)) * (scale_ * std::sqrt(folds_ / clips)),
            frames > 0
                ? std::sqrt(static_cast<double>(frame)) * (scale_ * std::sqrt(folds_ / (frames * frames_per_clip_)))
                : 0.0};
  }

  int folds_;
  double scale_ = 0;
  double frames_per_clip_ = 0;
};

void append(std::int32_t dimension, const UnitWeights& weights, const Counts& counts, Items& items) {
  const std::int64_t clips = std::llround(weights.clip * static_cast<double>(counts.clips));
  const std::int64_t frames = std::llround(weights.frame * static_cast<double>(counts.frames));
  if (clips != 0) items.amounts.push_back({dimension, clips});
  if (frames != 0) items.amounts.push_back({dimension + 1, frames});
}

/// FNV-1a; the values of std::hash differ between libraries.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ base::splitmix64(seed);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return base::splitmix64(hash);
}

/// What the last fold lacks from the start, so that even loads give the test set its share.
void set_offsets(const model::SplitParameters& parameters, Items& items) {
  if (parameters.test == 0) return;
  const std::int64_t folds = model::cross_validation_folds(parameters);
  items.offset.resize(static_cast<std::size_t>(items.dimensions));
  for (const Items::Amount& x : items.amounts) items.offset[static_cast<std::size_t>(x.dimension)] += x.amount;
  for (std::int64_t& x : items.offset) x = x * (1000 - parameters.test - parameters.test * folds) / (1000 * folds);
}

}  // namespace

Items items_of(const std::vector<CountedAttribute>& attributes, const std::vector<model::Group>& groups,
               const model::SplitParameters& parameters) {
  const Weights weights(attributes, parameters);
  std::vector<std::size_t> next(attributes.size());  // the next cell of each attribute
  Items items;
  items.amounts.reserve(2 * (attributes.front().table.cells.size() + groups.size()));
  items.begin.reserve(groups.size() + 1);
  for (std::uint32_t group = 0; group < groups.size(); ++group) {
    Counts all;
    std::int32_t dimension = 0;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      const LabelTable& table = attributes[a].table;
      for (std::size_t& i = next[a]; i < table.cells.size() && table.cells[i].group == group; ++i) {
        const LabelTable::Cell& cell = table.cells[i];
        append(dimension + static_cast<std::int32_t>(2 * cell.label), weights.by_attribute[a][cell.label], cell.counts,
               items);
        if (a == 0) all.add(cell.counts);
      }
      dimension += static_cast<std::int32_t>(2 * table.labels.size());
      if (a == 0) append(dimension, weights.all, all, items);
      if (a == 0) dimension += 2;
    }
    items.dimensions = dimension;
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
  }
  items.tie.reserve(groups.size());
  for (const model::Group& group : groups) items.tie.push_back(hash_of(group.clips.front(), parameters.seed));
  set_offsets(parameters, items);
  return items;
}

Items label_counts(const std::vector<CountedAttribute>& attributes, std::size_t groups) {
  Items items;
  std::vector<std::size_t> next(attributes.size());
  for (std::uint32_t group = 0; group < groups; ++group) {
    std::int32_t dimension = 0;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      const LabelTable& table = attributes[a].table;
      for (std::size_t& i = next[a]; i < table.cells.size() && table.cells[i].group == group; ++i) {
        const LabelTable::Cell& cell = table.cells[i];
        if (!attributes[a].attribute.is_axis || table.names[cell.label].empty()) continue;
        items.amounts.push_back({dimension + static_cast<std::int32_t>(cell.label), cell.counts.clips});
      }
      dimension += static_cast<std::int32_t>(table.labels.size());
    }
    items.dimensions = dimension;
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
  }
  return items;
}

}  // namespace curate
