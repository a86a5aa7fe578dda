#include "curate/record_split.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "catalog/splits.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"

namespace curate {
namespace {

std::optional<RecordedSplit> kept_split(catalog::Catalog& catalog, const std::string& name) {
  std::optional<model::Split> split = catalog::find_split(catalog, name);
  if (!split || !split->stale.empty()) return std::nullopt;
  return RecordedSplit{*std::move(split), catalog::split_values(catalog, name)};
}

// Whether the last decision about this name made a split. Older versions did not record splits.
bool is_written_down(catalog::Catalog& catalog, const std::string& name) {
  bool written = false;
  for (const catalog::Decision& decision : kept_decisions(catalog)) {
    if (is_about_split(decision) && nlohmann::json::parse(decision.what).at("name") == name)
      written = decision.kind == "split";
  }
  return written;
}

}  // namespace

void record_split(Dataset& dataset, const RecordedSplit& recorded, const Author& author) {
  const std::string& name = recorded.split.parameters.name;
  const std::string what = to_json(recorded);
  const std::optional<RecordedSplit> before = kept_split(dataset.catalog(), name);
  if (before && to_json(*before) == what && is_written_down(dataset.catalog(), name)) return;
  decide(dataset, {"split", author.who, "", author.why, what});
}

void record_unwritten_splits(Dataset& dataset) {
  catalog::Catalog& catalog = dataset.catalog();
  std::set<std::string> unwritten;
  for (std::string& name : catalog::split_names(catalog)) unwritten.insert(std::move(name));
  if (unwritten.empty()) return;
  for (const catalog::Decision& decision : kept_decisions(catalog)) {
    if (decision.kind == "split") unwritten.erase(nlohmann::json::parse(decision.what).at("name").get<std::string>());
  }
  for (const std::string& name : unwritten) {
    const RecordedSplit recorded{*catalog::find_split(catalog, name), catalog::split_values(catalog, name)};
    decide(dataset, {"split", "sonoset", "", "made by a version that did not record splits", to_json(recorded)});
  }
}

void remove_split(Dataset& dataset, std::string_view name, const Author& author) {
  if (!catalog::find_split(dataset.catalog(), name)) {
    throw base::Error(base::Code::NotFound, fmt::format("no split '{}'; see 'sonoset list splits'", name));
  }
  decide(dataset, {"remove-split", author.who, "", author.why, nlohmann::json{{"name", name}}.dump()});
}

}  // namespace curate
