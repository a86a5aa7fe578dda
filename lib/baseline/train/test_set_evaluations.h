#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "baseline/data/assignment.h"

namespace baseline {

/// An evaluation on a test fold and its labels.
struct TestSetEvaluation {
  base::Digest plan;  ///< see Plan::digest
  int repeat = 0;
  int fold = 0;
  std::string version;  ///< of the program
};

/// Adds a line to the dataset's evaluations.jsonl: the score of a configuration chosen after many test-set evaluations
/// is optimistic.
void note_test_set_evaluation(const std::filesystem::path& dataset, const TestSetEvaluation& noted,
                              const Assignment& assignment);
/// Number of lines of evaluations.jsonl.
std::int64_t count_test_set_evaluations(const std::filesystem::path& dataset);

}  // namespace baseline
