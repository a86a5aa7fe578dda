#include "curate/split/evenness.h"

#include <cmath>
#include <vector>

namespace curate {
namespace {

double squared_over(double difference, double share) { return share > 0 ? difference * difference / share : 0; }

}  // namespace

Evenness evenness_of(const LabelTable& table, const model::Split& split) {
  const auto folds = static_cast<std::size_t>(split.parameters.folds);
  const std::size_t labels = table.labels.size();
  std::vector<Counts> loads((labels + 1) * folds);  // the last row: all labels together
  for (const LabelTable::Cell& cell : table.cells) {
    const auto fold = static_cast<std::size_t>(split.groups[cell.group].fold);
    loads[cell.label * folds + fold].add(cell.counts);
    loads[labels * folds + fold].add(cell.counts);
  }
  const double frames_per_clip = static_cast<double>(table.all.frames) / static_cast<double>(table.all.clips);
  Evenness evenness;
  double furthest = -1;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const std::size_t label = i / folds;
    const Counts& total = label < labels ? table.labels[label] : table.all;
    const double clips = static_cast<double>(total.clips) / static_cast<double>(folds);
    const double frames = static_cast<double>(total.frames) / static_cast<double>(folds);
    const double off = static_cast<double>(loads[i].clips) - clips;
    evenness.chi_square += squared_over(off, clips);
    evenness.chi_square += squared_over(static_cast<double>(loads[i].frames) - frames, frames * frames_per_clip);
    if (label == labels || std::abs(off) <= furthest) continue;
    furthest = std::abs(off);
    evenness.label = table.names[label];
    evenness.fold = static_cast<int>(i % folds);
    evenness.clips = loads[i].clips;
    evenness.share = clips;
  }
  return evenness;
}

}  // namespace curate
