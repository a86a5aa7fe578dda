// Splits problems of groups and labels, for comparison with scikit-learn: see tests/cli/split_balance.py. Reads lines
// of JSON, {"folds": 5, "seed": 0, "labels_only": true, "groups": [[2, 0, 1], …]}: the clips of each label in each
// group. Writes a line for each, [0, 3, …]: the fold of each group.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "curate/split/folds.h"
#include "curate/split/instances.h"
#include "curate/split/split.h"

namespace {

nlohmann::json solve_problem(const nlohmann::json& problem) {
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = problem.at("folds").get<int>();
  parameters.seed = problem.at("seed").get<std::uint64_t>();
  if (problem.at("labels_only").get<bool>()) parameters.balance = {.labels = 1, .clips = 0, .frames = 0};
  std::vector<catalog::ClipSummary> units;
  std::vector<model::Link> links;
  std::vector<std::string> firsts;
  for (const nlohmann::json& group : problem.at("groups")) {
    const std::string subject = fmt::format("p{:05}", firsts.size());
    firsts.push_back(fmt::format("c{:07}", units.size()));
    for (std::size_t label = 0; label < group.size(); ++label) {
      for (int i = 0; i < group[label].get<int>(); ++i) {
        const std::string clip = fmt::format("c{:07}", units.size());
        if (clip != firsts.back()) links.push_back({model::LinkKind::Subject, subject, units.back().clip, clip});
        units.push_back(test::unit(clip, subject, fmt::format("label{}", label)));
      }
    }
  }
  const curate::MadeSplit made = curate::make_split(units, links, parameters);
  const curate::Folds folds(made.split);
  nlohmann::json answer = nlohmann::json::array();
  for (const std::string& first : firsts) answer.push_back(folds.fold(first, 0).value());
  return answer;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << solve_problem(nlohmann::json::parse(line)) << std::endl;
  }
}
