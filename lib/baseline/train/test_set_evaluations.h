#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "baseline/data/assignment.h"

namespace baseline {

/// That an outer fold was looked at, with its true labels, and with what.
struct TestSetEvaluation {
  base::Digest plan;  ///< of what was settled before
  int repeat = 0;
  int fold = 0;
  std::string version;  ///< of the program
};

/// Adds a line to evaluations.jsonl of the dataset: who chooses a configuration after many looks owes part of its score
/// to them.
void note_test_set_evaluation(const std::filesystem::path& dataset, const TestSetEvaluation& noted,
                              const Assignment& assignment);
/// How many lines there are.
std::int64_t count_test_set_evaluations(const std::filesystem::path& dataset);

}  // namespace baseline
