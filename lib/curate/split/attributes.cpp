#include "curate/split/attributes.h"

#include <algorithm>
#include <utility>

namespace curate {
namespace {

using catalog::ClipSummary;

/// The part of a text between its commas.
std::string_view part_of(std::string_view text, std::size_t number) {
  for (; number > 0; --number) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return {};
    text.remove_prefix(comma + 1);
  }
  return text.substr(0, text.find(','));
}

template <typename Value>
Attribute attribute(std::string name, int weight, const std::vector<ClipSummary>& units, const Value& value_of) {
  Attribute made{std::move(name), false, weight, {}};
  made.values.reserve(units.size());
  for (const ClipSummary& unit : units) made.values.emplace_back(value_of(unit));
  return made;
}

}  // namespace

std::vector<ClipSummary> with_first_axis(std::vector<ClipSummary> units, const model::SplitParameters& parameters) {
  if (model::axes_of(parameters).size() == 1) return units;
  for (ClipSummary& unit : units) unit.value = std::string(part_of(unit.value, 0));
  return units;
}

std::string source_of(const ClipSummary& unit) { return unit.manifest + "/" + unit.source; }

std::vector<Attribute> attributes_of(const std::vector<ClipSummary>& units, const model::SplitParameters& parameters) {
  const model::Balance& balance = parameters.balance;
  const std::vector<std::string> axes = model::axes_of(parameters);
  std::vector<Attribute> attributes;
  if (axes.size() == 1) attributes.push_back({axes.front(), true, balance.labels, {}});
  for (std::size_t i = 0; i < axes.size() && axes.size() > 1; ++i) {
    attributes.push_back(
        attribute(axes[i], balance.labels, units, [i](const ClipSummary& unit) { return part_of(unit.value, i); }));
    attributes.back().is_axis = true;
  }
  if (balance.source > 0) attributes.push_back(attribute("source", balance.source, units, source_of));
  if (balance.probe > 0) {
    attributes.push_back(attribute("probe", balance.probe, units, [](const ClipSummary& unit) { return unit.probe; }));
  }
  return attributes;
}

std::vector<CountedAttribute> count_attributes(const std::vector<ClipSummary>& units, const Grouping& grouping,
                                               const model::SplitParameters& parameters) {
  std::vector<CountedAttribute> counted;
  for (Attribute& attribute : attributes_of(units, parameters)) {
    CountedAttribute one{std::move(attribute), {}};
    one.table = count_labels(units, grouping, one.attribute.values);
    counted.push_back(std::move(one));
  }
  return counted;
}

}  // namespace curate
