#include "curate/split/open_split.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/split/stale_splits.h"

namespace curate {
namespace {

model::Split find_split(catalog::Catalog& catalog, const std::string& name) {
  std::optional<model::Split> split = catalog::find_split(catalog, name);
  if (split) return *std::move(split);
  throw base::Error(base::Code::NotFound, fmt::format("there is no split '{}': see 'sonoset list splits'", name));
}

void check_fit(catalog::Catalog& catalog, const OpenSplit& open) {
  const std::string& name = open.split.parameters.name;
  std::string why = open.split.stale;
  if (why.empty()) why = why_stale(open.split, catalog::split_values(catalog, name), open.units, open.links);
  if (why.empty()) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("split '{}' no longer fits the dataset ({}): make it again with 'sonoset split {}'",
                                name, why, name));
}

}  // namespace

OpenSplit open_split(catalog::Catalog& catalog, const std::string& name) {
  catalog::Transaction snapshot(catalog);
  OpenSplit open;
  open.split = find_split(catalog, name);
  open.units = catalog::clip_summaries(catalog, open.split.parameters.axis);
  open.links = catalog::links(catalog);
  check_fit(catalog, open);
  snapshot.commit();
  return open;
}

}  // namespace curate
