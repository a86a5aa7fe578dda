#include "baseline/train/test_set_evaluations.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "base/file.h"

namespace baseline {
namespace {

std::filesystem::path file_of(const std::filesystem::path& dataset) { return dataset / "evaluations.jsonl"; }

}  // namespace

void note_test_set_evaluation(const std::filesystem::path& dataset, const TestSetEvaluation& noted,
                              const Assignment& assignment) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const nlohmann::ordered_json line = {{"at", fmt::format("{:%FT%TZ}", fmt::gmtime(now))},
                                       {"split", assignment.parameters.name},
                                       {"by", model::to_string(assignment.parameters.by)},
                                       {"split_digest", assignment.digest.hex()},
                                       {"plan", noted.plan.hex()},
                                       {"repeat", noted.repeat},
                                       {"fold", noted.fold},
                                       {"version", noted.version}};
  base::append_line(file_of(dataset), line.dump());
}

std::int64_t count_test_set_evaluations(const std::filesystem::path& dataset) {
  if (!std::filesystem::exists(file_of(dataset))) return 0;
  const std::string text = base::read_text(file_of(dataset));
  return std::ranges::count(text, '\n');
}

}  // namespace baseline
