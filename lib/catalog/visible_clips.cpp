#include "catalog/visible_clips.h"

#include "catalog/catalog.h"
#include "store/database.h"

namespace catalog {

// Each step is one look into an index, however many clips have the same licence.
std::vector<std::string> licences_of_clips(Catalog& catalog) {
  std::vector<std::string> licences;
  auto row = catalog.database().query(
      "WITH RECURSIVE l (licence) AS (SELECT min(licence) FROM clip_state UNION ALL"
      " SELECT (SELECT min(n.licence) FROM clip_state n WHERE n.licence > l.licence) FROM l WHERE l.licence IS NOT "
      "NULL)"
      " SELECT licence FROM l WHERE licence IS NOT NULL");
  while (row.step()) licences.push_back(row.text(0));
  return licences;
}

}  // namespace catalog
