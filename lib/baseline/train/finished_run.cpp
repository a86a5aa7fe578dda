#include "baseline/train/finished_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "baseline/train/fold_record.h"
#include "baseline/train/run_record.h"
#include "evaluation/prediction_table.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

/// The file that a run writes last.
fs::path card_of(const fs::path& run) { return run / "model" / "model.json"; }

std::vector<std::string> finished(const fs::path& folder) {
  std::vector<std::string> names;
  if (!fs::is_directory(folder)) return names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (fs::exists(card_of(entry.path()))) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::string choose(const fs::path& folder, const std::string& name) {
  const std::vector<std::string> names = finished(folder);
  if (names.empty()) {
    throw Error(Code::NotFound, "this dataset has no finished run; run 'sonoset baseline train --split NAME'");
  }
  if (name.empty()) return last_run(folder.parent_path()).value().filename().string();
  if (std::ranges::find(names, name) == names.end()) {
    throw Error(Code::NotFound, fmt::format("no finished run '{}'; finished runs: {}", name, fmt::join(names, ", ")));
  }
  return name;
}

std::vector<fs::path> records_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

FinishedRun read_run(const fs::path& dataset, const std::string& name) {
  FinishedRun run;
  run.folder = dataset / "baseline" / choose(dataset / "baseline", name);
  try {
    const nlohmann::json card = nlohmann::json::parse(base::read_text(card_of(run.folder)));
    run.axis = card.at("axis").get<std::string>();
    run.predictions.classes = card.at("classes").get<std::vector<std::string>>();
  } catch (const nlohmann::json::exception& error) {
    throw Error(Code::Corrupt, fmt::format("'{}' is damaged ({}); run the same 'baseline train' again to restore it",
                                           card_of(run.folder).string(), error.what()));
  }
  for (const fs::path& file : records_in(run.folder / "folds")) {
    FoldRecord record = read_record(file).value();
    std::ranges::move(record.clips, std::back_inserter(run.predictions.clips));
  }
  check(run.predictions);
  return run;
}

}  // namespace baseline
