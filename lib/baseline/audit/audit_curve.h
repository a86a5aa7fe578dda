#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/audit/folded_table.h"
#include "evaluation/audit_result.h"

namespace baseline {

/// Trains on 20, 40, 60, 80 and 100% of each training subset's subjects, of each class (that of most of their clips)
/// the same share and one at least: three draws each. Clips' balanced accuracy, out of fold. `watch` is told (done, in
/// all).
std::vector<evaluation::CurvePoint> learning_curve(const FoldedTable& table, const Assignment& assignment,
                                                   std::span<const int> labels, int classes,
                                                   const std::vector<std::string>& subjects, std::uint64_t seed,
                                                   const std::function<void(std::int64_t, std::int64_t)>& watch);

}  // namespace baseline
