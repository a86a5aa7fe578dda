#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/audit/folded_table.h"
#include "evaluation/audit_result.h"

namespace baseline {

/// (permutations done, in all); throws to end the work.
using PermutationWatch = std::function<void(std::int64_t, std::int64_t)>;

/// The test's numbers but `reached` and `p`, by as many threads as LibTorch has.
evaluation::PermutationTest permute(const FoldedTable& table, std::span<const int> labels, int classes,
                                    const std::vector<std::string>& subjects, int permutations, std::uint64_t seed,
                                    const PermutationWatch& watch);

}  // namespace baseline
