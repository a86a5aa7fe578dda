#include "curate/derive.h"

#include "curate/label/decisions.h"
#include "curate/label/label_ties.h"
#include "curate/link.h"
#include "curate/record_split.h"
#include "curate/split/stale_splits.h"

namespace curate {

void derive(Dataset& dataset) {
  catalog::Transaction transaction(dataset.catalog());
  link(dataset);
  // A decision resolves findings that are there, and what it decides is no tie any more.
  put_label_ties(dataset.catalog());
  apply_decisions(dataset.catalog(), dataset.decisions_file());
  put_label_ties(dataset.catalog());
  record_unwritten_splits(dataset);
  mark_stale_splits(dataset.catalog());
  transaction.commit();
}

}  // namespace curate
