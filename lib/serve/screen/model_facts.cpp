#include "serve/screen/model_facts.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "publish/run_file.h"

namespace serve {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxRuns = 1000;
const fs::path kRuns = "baseline";

/// An empty object for a file that is missing or damaged.
json read_or_nothing(const curate::Dataset& dataset, const fs::path& name) {
  try {
    json read = publish::read_run_file(dataset, name);
    if (read.is_object()) return read;
  } catch (const base::Error&) {
    // what it has is left out
  }
  return json::object();
}

std::string text_of_run(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

void copy_keys(const json& from, std::initializer_list<const char*> keys, ordered_json& to) {
  if (!from.is_object()) return;
  for (const char* key : keys) {
    const auto found = from.find(key);
    if (found != from.end()) to[key] = *found;
  }
}

}  // namespace

std::optional<std::string> newest_run(const curate::Dataset& dataset) {
  const base::Folder& files = dataset.files();
  if (files.kind_of(kRuns) != base::FileKind::Folder) return std::nullopt;
  std::optional<std::pair<std::string, std::string>> newest;  // when it ended, name
  std::size_t seen = 0;
  for (const std::string& name : files.names(kRuns)) {
    if (++seen > kMaxRuns) break;
    try {
      if (files.kind_of(kRuns / name / "model" / "model.json") != base::FileKind::File) continue;
    } catch (const base::Error&) {
      continue;  // no folder
    }
    std::pair run(text_of_run(read_or_nothing(dataset, kRuns / name / "run.json"), "ended"), name);
    if (!newest || run > *newest) newest = std::move(run);
  }
  return newest ? std::optional(std::move(newest->second)) : std::nullopt;
}

ordered_json model_facts(const curate::Dataset& dataset, const std::string& run) {
  ordered_json facts = {{"run", run}};
  copy_keys(read_or_nothing(dataset, kRuns / run / "run.json"), {"ended"}, facts);
  copy_keys(read_or_nothing(dataset, kRuns / run / "model" / "model.json"), {"axis", "taxonomy", "classes", "network"},
            facts);
  const json metrics = read_or_nothing(dataset, kRuns / run / "metrics.json");
  copy_keys(metrics, {"clips", "frames", "subjects"}, facts);
  for (const char* level : {"video", "frame"}) {
    const auto found = metrics.find(level);
    if (found != metrics.end()) copy_keys(*found, {"accuracy", "balanced_accuracy"}, facts["figures"][level]);
  }
  return facts;
}

}  // namespace serve
