#include "curate/split/balance_figures.h"

#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "curate/split/folds.h"

namespace curate {
namespace {

using catalog::ClipSummary;

/// Clips or frames of each value in each fold.
using Spread = std::map<std::string, std::vector<std::int64_t>, std::less<>>;

BalanceFigure figure_of(std::string what, int weight, const Spread& spread, const model::SplitParameters& parameters) {
  const auto folds = static_cast<std::size_t>(model::cross_validation_folds(parameters));
  BalanceFigure figure;
  figure.what = std::move(what);
  figure.weight = weight;
  double sum = 0;
  std::size_t cells = 0;
  figure.values = spread.size();
  for (const auto& [value, counts] : spread) {
    double total = 0;
    for (std::size_t fold = 0; fold < folds; ++fold) total += static_cast<double>(counts[fold]);
    for (std::size_t fold = 0; fold < folds && total > 0; ++fold, ++cells) {
      const double off = std::abs(static_cast<double>(counts[fold]) / total - 1.0 / static_cast<double>(folds));
      sum += off;
      if (cells > 0 && off <= figure.largest) continue;
      figure.largest = off;
      figure.value = value;
      figure.fold = static_cast<int>(fold);
    }
    if (parameters.test == 0) continue;
    const double in_test = static_cast<double>(counts[folds]);
    const double off = std::abs(in_test / (total + in_test) - parameters.test / 1000.0);
    figure.test = std::max(figure.test.value_or(0), off);
  }
  figure.mean = cells > 0 ? sum / static_cast<double>(cells) : 0;
  return figure;
}

template <typename ValueOf, typename AmountOf>
Spread spread_of(const std::vector<ClipSummary>& units, const Folds& folds, int count, const ValueOf& value_of,
                 const AmountOf& amount_of) {
  Spread spread;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::optional<int> fold = folds.fold(units[i].clip, 0);
    if (!fold) continue;
    const std::string_view value = value_of(i);
    auto found = spread.find(value);
    if (found == spread.end()) {
      found = spread.emplace(value, std::vector<std::int64_t>(static_cast<std::size_t>(count))).first;
    }
    found->second[static_cast<std::size_t>(*fold)] += amount_of(units[i]);
  }
  return spread;
}

}  // namespace

std::vector<BalanceFigure> balance_figures(const std::vector<ClipSummary>& units, const model::Split& split) {
  const model::SplitParameters& parameters = split.parameters;
  if (parameters.by == model::SplitBy::Frame) return {};
  const Folds folds(split);
  const auto one_clip = [](const ClipSummary&) { return 1; };
  const auto all = [](std::size_t) { return std::string_view(); };
  std::vector<BalanceFigure> figures;
  std::vector<BalanceFigure> last;
  for (const Attribute& attribute : attributes_of(units, parameters)) {
    Spread spread = spread_of(
        units, folds, parameters.folds, [&](std::size_t i) { return attribute.value(units, i); }, one_clip);
    spread.erase("");
    (attribute.is_axis ? figures : last).push_back(figure_of(attribute.name, attribute.weight, spread, parameters));
  }
  const model::Balance& weights = parameters.balance;
  figures.push_back(
      figure_of("clips", weights.clips, spread_of(units, folds, parameters.folds, all, one_clip), parameters));
  figures.push_back(figure_of(
      "frames", weights.frames,
      spread_of(units, folds, parameters.folds, all, [](const ClipSummary& unit) { return unit.frames; }), parameters));
  figures.insert(figures.end(), std::make_move_iterator(last.begin()), std::make_move_iterator(last.end()));
  return figures;
}

}  // namespace curate
