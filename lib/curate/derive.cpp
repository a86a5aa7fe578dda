#include "curate/derive.h"

#include "curate/label/decisions.h"
#include "curate/link.h"
#include "curate/record_split.h"
#include "curate/split/stale_splits.h"

namespace curate {

void derive(Dataset& dataset) {
  catalog::Transaction transaction(dataset.catalog());
  link(dataset);
  // After the findings that it resolves are there.
  apply_decisions(dataset.catalog(), dataset.decisions_file());
  record_unwritten_splits(dataset);
  mark_stale_splits(dataset.catalog());
  transaction.commit();
}

}  // namespace curate
