#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/audit/folded_table.h"
#include "evaluation/audit_result.h"

namespace baseline {

/// Trains on 20, 40, 60, 80 and 100% of the subjects of each training subset, with the same share of each class (a
/// subject's class is that of most of its clips) and at least one subject. Three draws per share, one at 100%. Reports
/// the out-of-fold balanced accuracy of clips. Calls `watch(done, total)`.
std::vector<evaluation::CurvePoint> learning_curve(const FoldedTable& table, const Assignment& assignment,
                                                   std::span<const int> labels, int classes,
                                                   const std::vector<std::string>& subjects, std::uint64_t seed,
                                                   const std::function<void(std::int64_t, std::int64_t)>& watch);

}  // namespace baseline
