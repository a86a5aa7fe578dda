#include "curate/split/split_dataset.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/derive.h"
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

}  // namespace

KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters) {
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
  catalog::put_split(catalog, kept.made.split);
  return kept;
}

}  // namespace curate
