#include "curate/derive.h"

#include "catalog/findings.h"
#include "catalog/links.h"
#include "curate/label/decisions.h"
#include "curate/label/label_ties.h"
#include "curate/link.h"
#include "curate/record_split.h"
#include "curate/split/stale_splits.h"

namespace curate {

void derive(Dataset& dataset) {
  catalog::Transaction transaction(dataset.catalog());
  if (catalog::compared_kinds(dataset.catalog()).size() < model::link_kinds().size()) link(dataset);
  // Decisions resolve findings, so findings come first; a decided label is not a tie. Findings of these two codes are
  // reopened, because resolving one for two clips or names does not cover a third.
  catalog::reopen_all_findings(dataset.catalog(), kNearDuplicate);
  catalog::reopen_all_findings(dataset.catalog(), kSubjectsAlike);
  put_label_ties(dataset.catalog());
  apply_decisions(dataset.catalog(), dataset.decisions_file());
  put_label_ties(dataset.catalog());
  drop_dismissed_links(dataset);
  record_unwritten_splits(dataset);
  mark_stale_splits(dataset.catalog());
  transaction.commit();
}

}  // namespace curate
