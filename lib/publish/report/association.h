#pragma once

#include <optional>
#include <vector>

namespace publish {

/// Cramér's V of a table of counts, corrected for bias as Bergsma does ("A bias-correction for Cramér's V and
/// Tschuprow's T", Journal of the Korean Statistical Society 42, 2013): 0 for independence, 1 where the one follows
/// from the other. Counts may be fractions, if what is counted in parts is independent as a whole. Empty for fewer than
/// two rows or columns with counts, and where the correction leaves nothing, as with one count in each row.
std::optional<double> cramers_v(const std::vector<std::vector<double>>& counts);

}  // namespace publish
