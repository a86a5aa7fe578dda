#pragma once

#include <string>
#include <vector>

#include "curate/split/leaks.h"

namespace curate {

/// What was compared for all clips of the split: "objects", "URLs" …
std::vector<std::string> looked_for(const Leaks& leaks);
/// What was not compared, or for some of the clips only: "packets of 3 clips".
std::vector<std::string> not_looked_for(const Leaks& leaks);

/// A few sentences: what leaks, else what was checked; what may leak; what was not checked.
std::string to_sentence(const Leaks& leaks);

/// "subject m/p18 in folds 0, 2: 45 frames of 3 clips", with the names of folds that have one.
std::string describe(const LeakingKey& key, const model::SplitParameters& parameters);

}  // namespace curate
