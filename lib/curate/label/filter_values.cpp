#include "curate/label/filter_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "catalog/manifests.h"
#include "catalog/work.h"
#include "curate/label/taxonomies.h"
#include "model/finding.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {
namespace {

using Words = std::vector<std::string>;

template <typename Enum>
Words words_of(std::initializer_list<Enum> values) {
  Words words;
  for (const Enum value : values) words.emplace_back(to_string(value));
  return words;
}

Words codes() {
  Words words;
  for (const model::FindingCode& code : model::finding_codes()) words.emplace_back(code.code);
  return words;
}

/// The values of an axis in all taxonomies of the dataset; of all axes if it is empty.
Words values_on(Dataset& dataset, const std::string& axis) {
  Words words;
  for (const catalog::ManifestRow& row : catalog::manifests(dataset.catalog())) {
    for (const manifest::Axis& one : taxonomy_of(dataset, row.name).axes) {
      if (!axis.empty() && one.id != axis) continue;
      for (const manifest::Value& value : one.values) words.push_back(value.id);
    }
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::string axis_in(const std::vector<catalog::Filter>& filters) {
  const auto axis = std::ranges::find(filters, "axis", &catalog::Filter::column);
  return axis == filters.end() ? "" : axis->value;
}

/// The values of a column that has a closed list of them.
std::optional<Words> closed_list(Dataset& dataset, const std::string& kind, const std::string& column,
                                 const std::vector<catalog::Filter>& filters) {
  using catalog::State;
  using model::LinkKind;
  if (column == "state") return words_of({State::Planned, State::Fetched, State::Done, State::Failed});
  if (column == "code" || column == "reason" || (kind == "clips" && column == "finding")) return codes();
  if (column == "severity") return words_of({model::Severity::Note, model::Severity::Warning, model::Severity::Error});
  if (column == "about") return Words{"clip", "source", "object", "dataset"};
  if (column == "role") return words_of({model::Role::Manifest, model::Role::Annotator, model::Role::Curator});
  if (column == "grey" || column == "in_effect") return Words{"yes", "no"};
  if (column == "axis") return known_axes(dataset);
  if (column == "probe") return values_on(dataset, "probe");
  if (kind == "labels" && column == "value") return values_on(dataset, axis_in(filters));
  if (kind == "clips" && column == catalog::main_axis(dataset.catalog())) return values_on(dataset, column);
  if (kind == "splits" && column == "by") {
    using model::SplitBy;
    return words_of({SplitBy::Frame, SplitBy::Clip, SplitBy::Case, SplitBy::Subject, SplitBy::Source});
  }
  if (kind == "links" && column == "kind") {
    Words kinds;
    for (const LinkKind link : model::link_kinds()) kinds.emplace_back(model::to_string(link));
    return kinds;
  }
  return std::nullopt;
}

/// The listing and column that have all values of another column.
struct Home {
  std::string kind;
  std::string column;
};

std::optional<Home> home_of(const std::string& kind, const std::string& column) {
  if (column == "clip" || (kind == "links" && (column == "first" || column == "second"))) return Home{"clips", "clip"};
  if (column == "manifest" || column == "source") return Home{"sources", column};
  if (column == "subject") return Home{"subjects", "subject"};
  if (column == "case") return Home{"clips", "case"};
  if (column == "split") return Home{"splits", "split"};
  return std::nullopt;
}

bool has(Dataset& dataset, const Home& home, const std::string& value) {
  return !catalog::list(dataset.catalog(), {.kind = home.kind, .filters = {{home.column, value}}, .limit = 1})
              .rows.empty();
}

}  // namespace

void check_filter_values(Dataset& dataset, const std::string& kind, const std::vector<catalog::Filter>& filters) {
  for (const catalog::Filter& filter : filters) {
    if (filter.value.empty()) continue;
    if (const auto words = closed_list(dataset, kind, filter.column, filters)) {
      if (words->empty() || std::ranges::find(*words, filter.value) != words->end()) continue;
      throw base::Error(base::Code::InvalidInput, fmt::format("unknown {} '{}'; use one of: {}", filter.column,
                                                              filter.value, fmt::join(*words, ", ")));
    }
    const std::optional<Home> home = home_of(kind, filter.column);
    if (!home || has(dataset, *home, filter.value)) continue;
    throw base::Error(base::Code::InvalidInput, fmt::format("no {} '{}' in the dataset; see 'sonoset list {}'",
                                                            home->column, filter.value, home->kind));
  }
}

}  // namespace curate
