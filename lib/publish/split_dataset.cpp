#include "publish/split_dataset.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/decisions.h"
#include "catalog/splits.h"
#include "curate/derive.h"
#include "curate/split/split.h"
#include "model/id.h"
#include "publish/selection.h"

namespace publish {
namespace {

void check_name(const std::string& name) {
  if (model::is_id(name)) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("'{}' cannot name a split; '{}' could", name, model::suggest_id(name)));
}

// A split that promises more than it keeps must not be kept.
void check_promise(const model::SplitParameters& parameters, const curate::Leaks& leaks) {
  const bool promises = parameters.by == model::SplitBy::Subject || parameters.by == model::SplitBy::Source;
  if (promises && !leaks.none()) {
    throw base::Error(base::Code::Corrupt,
                      "the split leaks, and was not kept: please report this. " + to_sentence(leaks));
  }
}

}  // namespace

SplitReport split_dataset(curate::Dataset& dataset, const model::SplitParameters& parameters) {
  check_name(parameters.name);
  catalog::Catalog& catalog = dataset.catalog();
  // An import that was killed may not have come to it.
  curate::derive(dataset);
  const std::vector<catalog::Unit> units = catalog::units(catalog, parameters.axis);
  const std::vector<model::Link> links = catalog::links(catalog);
  const curate::MadeSplit made = curate::make_split(units, links, parameters);
  const curate::Pictures pictures = pictures_of(dataset);
  const curate::Leaks leaks = curate::check_leaks(made.split, units, links, pictures);
  check_promise(parameters, leaks);
  catalog::put_split(catalog, made.split);
  return report_split(made.split, units, leaks, made.remarks, pictures);
}

}  // namespace publish
