#include "curate/split/open_split.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/split/command_line.h"
#include "curate/split/stale_splits.h"

namespace curate {
namespace {

model::Split find_split(catalog::Catalog& catalog, const std::string& name) {
  std::optional<model::Split> split = catalog::find_split(catalog, name);
  if (split) return *std::move(split);
  throw base::Error(base::Code::NotFound, fmt::format("no split '{}'; see 'sonoset list splits'", name));
}

void check_fit(catalog::Catalog& catalog, OpenSplit& open, bool allow_relabelled) {
  const std::string& name = open.split.parameters.name;
  const Staleness now = staleness_of(open.split, catalog::split_values(catalog, name), open.units, open.links);
  if (open.split.stale.empty()) open.split.stale = now.why;
  if (open.split.stale.empty() || (allow_relabelled && now.labels_only)) return;
  std::string text = fmt::format("split '{}' no longer fits the dataset ({}): ", name, open.split.stale);
  if (!open.split.parameters.file.empty()) {
    text += fmt::format("run '{} --from FILE' again", command_line(catalog, "split " + name));
  } else {
    text += fmt::format("run '{}' again, or add --keep to keep old groups in their folds",
                        command_line(catalog, "split " + name));
  }
  if (now.labels_only && !allow_relabelled) text += "; only labels changed, so 'export --stale' accepts it as it is";
  throw base::Error(base::Code::InvalidInput, text);
}

}  // namespace

OpenSplit open_split(catalog::Catalog& catalog, const std::string& name, bool allow_relabelled) {
  catalog::Transaction snapshot(catalog);
  OpenSplit open;
  open.split = find_split(catalog, name);
  open.units = catalog::clip_summaries(catalog, open.split.parameters.axis);
  open.links = catalog::links(catalog);
  check_fit(catalog, open, allow_relabelled);
  snapshot.commit();
  return open;
}

model::Split for_cross_validation(model::Split split) {
  const int folds = model::cross_validation_folds(split.parameters);
  if (model::has_test_set(split.parameters)) {
    std::erase_if(split.groups, [folds](const model::Group& group) { return group.fold >= folds; });
    split.parameters = model::without_test_set(split.parameters);
  }
  split.parameters.axis = model::axes_of(split.parameters).front();
  return split;
}

}  // namespace curate
