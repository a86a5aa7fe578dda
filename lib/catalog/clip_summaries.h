#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// What a split and an export need of each clip that has frames; read in one query, quick for a million clips.
struct ClipSummary {
  std::string clip;
  std::string manifest;
  std::string source;
  std::string subject;    ///< "manifest/subject", the first of those that are one person; empty: unknown
  std::string clip_case;  ///< "manifest/case"; empty: none
  std::string value;      ///< of the label in effect on the asked axis; empty: none
  std::string licence;    ///< the clip's own, else its source's; empty: unknown
  std::int64_t frames = 0;
};
/// By clip. Only clips whose wanted frames are done.
std::vector<ClipSummary> clip_summaries(Catalog& catalog, std::string_view axis);

}  // namespace catalog
