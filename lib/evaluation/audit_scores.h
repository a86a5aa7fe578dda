#pragma once

#include <span>
#include <string>
#include <vector>

#include "evaluation/audit_result.h"

namespace evaluation {

/// Share of correct decisions; -1 counts as wrong.
double accuracy_of(std::span<const int> labels, std::span<const int> decisions);
/// Mean over the classes that occur.
double balanced_accuracy_of(std::span<const int> labels, std::span<const int> decisions, int classes);
/// With an interval, by bootstrap over `subjects` [clips]; 1000 draws.
AuditScore score_of(std::span<const int> labels, std::span<const int> decisions, int classes,
                    const std::vector<std::string>& subjects, std::uint64_t seed);

}  // namespace evaluation
