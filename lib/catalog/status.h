#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// In how many clips with frames something was looked for.
struct LookedFor {
  std::int64_t yes = 0, partly = 0, no = 0;
};

struct Status {
  std::int64_t manifests = 0, sources = 0, clips = 0, subjects = 0, objects = 0, object_bytes = 0, frames = 0;
  std::int64_t splits = 0, stale_splits = 0, open_findings = 0;
  std::int64_t removed_clips = 0;  ///< removed from manifests; their files stay until gc
  LookedFor text;                  ///< in the pictures
  LookedFor metadata;              ///< of the files
  std::vector<std::pair<std::string, std::int64_t>> clips_by_state;    ///< every state, in the order of State
  std::vector<std::pair<std::string, std::int64_t>> findings_by_code;  ///< open ones, by code
};
/// Takes constant time for large tables, except that it counts clips in an index.
Status status(Catalog& catalog);

}  // namespace catalog
