#pragma once

#include <string>
#include <vector>

#include "curate/split/leaks.h"

namespace curate {

/// What was compared for all clips of the split, as words: "objects", "URLs" …
std::vector<std::string> looked_for(const Leaks& leaks);
/// What was not, or not for all of them.
std::vector<std::string> not_looked_for(const Leaks& leaks);

/// In a few sentences: what leaks, what may, what was compared and what was not looked for.
std::string to_sentence(const Leaks& leaks);

/// "subject m/p18: folds 0, 2; 45 frames of 3 clips", with the folds' names where they have some.
std::string describe(const LeakingKey& key, const model::SplitParameters& parameters);

}  // namespace curate
