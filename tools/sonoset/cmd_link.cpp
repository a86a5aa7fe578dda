#include <fmt/format.h>

#include <map>

#include "arguments.h"
#include "catalog/links.h"
#include "curate/dataset.h"
#include "curate/derive.h"
#include "say.h"
#include "verbs.h"

int cmd_link(const Context& context, const Words& words) {
  Arguments arguments("link", "",
                      "Finds again which clips belong together and counts the links of each kind. Import does this\n"
                      "too; 'sonoset list links' shows every link with its evidence.",
                      {"sonoset -C lungs link"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  catalog::outdate_links(dataset.catalog());
  curate::derive(dataset);
  std::map<model::LinkKind, int> counts;
  for (const model::Link& link : catalog::links(dataset.catalog())) ++counts[link.kind];
  for (const auto& [kind, count] : counts) say("{:<16}{:>8}\n", model::to_string(kind), count);
  if (counts.empty()) say("no links\n");
  return kDone;
}
