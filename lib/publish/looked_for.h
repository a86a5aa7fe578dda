#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/status.h"

/// What was looked for in clips and what was not, in words: nobody should take the one for the other.
namespace publish {

catalog::LookedFor looked_for(const std::vector<catalog::ClipSummary>& units,
                              catalog::Looked catalog::ClipSummary::*what);

/// A sentence; empty without clips.
std::string text_looked_for(const catalog::LookedFor& counts);
std::string metadata_looked_for(const catalog::LookedFor& counts);

}  // namespace publish
