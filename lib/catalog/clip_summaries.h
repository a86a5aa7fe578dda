#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// Whether something was looked for in a clip.
enum class Looked : std::uint8_t { No, Partly, Yes };
/// "no", "partly", "yes".
std::string_view to_string(Looked looked);

/// What splits and exports need of each clip with frames. Read in one query, fast for a million clips.
struct ClipSummary {
  std::string clip;
  std::string manifest;
  std::string source;
  std::string subject;    ///< "manifest/subject", the person's first pseudonym; empty: unknown
  std::string clip_case;  ///< "manifest/case"; empty: none
  std::string value;      ///< the label in effect on the given axis; empty: none
  std::string probe;      ///< empty: unknown
  std::string licence;    ///< the clip's own, else its source's; empty: unknown
  std::int64_t frames = 0;
  Looked text = Looked::No;      ///< text in the pictures was read
  Looked metadata = Looked::No;  ///< so were the metadata of the file
};
/// Sorted by clip. Only clips that are done. Several axes have commas between them, and so have then the labels.
std::vector<ClipSummary> clip_summaries(Catalog& catalog, std::string_view axes);

}  // namespace catalog
