#include "curate/split/split_dataset.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/links.h"
#include "curate/derive.h"
#include "curate/record_split.h"
#include "curate/split/folds.h"
#include "curate/split/pictures.h"
#include "curate/split/split.h"
#include "model/id.h"

namespace curate {
namespace {

void check_name(const std::string& name) {
  if (model::is_id(name)) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("'{}' cannot name a split; '{}' could", name, model::suggest_id(name)));
}

// A split that promises more than it keeps must not be kept.
void check_promise(const model::SplitParameters& parameters, const Leaks& leaks) {
  const bool promises = parameters.by == model::SplitBy::Subject || parameters.by == model::SplitBy::Source;
  if (promises && !leaks.none()) {
    throw base::Error(base::Code::Corrupt,
                      "the split leaks, and was not kept: please report this. " + to_sentence(leaks));
  }
}

// The labels that it was balanced by.
std::map<std::string, std::string> values_of(const KeptSplit& kept) {
  const Folds folds(kept.made.split);
  std::map<std::string, std::string> values;
  for (const catalog::ClipSummary& unit : kept.units) {
    if (folds.group(unit.clip)) values.emplace_hint(values.end(), unit.clip, unit.value);
  }
  return values;
}

}  // namespace

KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters, const Author& author) {
  check_name(parameters.name);
  catalog::Catalog& catalog = dataset.catalog();
  // An import that was killed may not have come to it.
  derive(dataset);
  KeptSplit kept;
  kept.units = catalog::clip_summaries(catalog, parameters.axis);
  const std::vector<model::Link> links = catalog::links(catalog);
  kept.made = make_split(kept.units, links, parameters);
  kept.leaks = check_leaks(kept.made.split, kept.units, links, pictures_of(catalog));
  check_promise(parameters, kept.leaks);
  record_split(dataset, {kept.made.split, values_of(kept)}, author);
  return kept;
}

}  // namespace curate
