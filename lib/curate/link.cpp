#include "curate/link.h"

#include "catalog/clips.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "curate/label/label_conflicts.h"
#include "curate/split/links.h"

namespace curate {

void link(Dataset& dataset) {
  catalog::Catalog& catalog = dataset.catalog();
  const std::vector<catalog::ClipRow> clips = catalog::clips(catalog);
  const std::vector<model::Link> links = make_links(clips, catalog::same_as(catalog));
  catalog::Transaction transaction(catalog);
  catalog::put_links(catalog, made_link_kinds(), links);
  put_label_conflicts(dataset, clips, links);
  transaction.commit();
}

}  // namespace curate
