#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/audit/folded_table.h"
#include "evaluation/audit_result.h"

namespace baseline {

/// (permutations done, total); throws to stop.
using PermutationWatch = std::function<void(std::int64_t, std::int64_t)>;

/// Everything except `reached` and `p`. Uses LibTorch's number of threads.
evaluation::PermutationTest permute(const FoldedTable& table, std::span<const int> labels, int classes,
                                    const std::vector<std::string>& subjects, int permutations, std::uint64_t seed,
                                    const PermutationWatch& watch);

}  // namespace baseline
