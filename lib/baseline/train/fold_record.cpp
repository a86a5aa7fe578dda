#include "baseline/train/fold_record.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "baseline/data/former_names.h"

namespace baseline {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxRecordBytes = std::size_t{4} << 30;  // a frame takes about 100 bytes per class

/// The value of a key, or of its name in 0.1.0.
const json& at(const json& value, std::string_view key) {
  return value.at(std::string(value.contains(key) ? key : former_name(key)));
}

json to_value(const Selected& selected) {
  json scores = json::array();
  for (const CandidateScore& score : selected.scores) {
    scores.push_back({{"setting", score.setting},
                      {"clip_log_loss", score.clip_log_loss},
                      {"frame_accuracy", score.frame_accuracy},
                      {"clip_accuracy", score.clip_accuracy}});
  }
  return {{"trainer", selected.trainer},
          {"setting", selected.setting},
          {"rule", to_string(selected.rule)},
          {"temperature", selected.temperature},
          {"sequence_temperature", selected.sequence_temperature},
          {"ood_threshold", selected.ood_threshold},
          {"scores", scores}};
}

Selected selected_from(const json& value) {
  Selected selected;
  selected.trainer = value.at("trainer").get<std::size_t>();
  selected.setting = value.at("setting").get<std::size_t>();
  selected.rule = clip_rule_from(value.at("rule").get<std::string>()).value();
  selected.temperature = value.at("temperature").get<double>();
  selected.sequence_temperature = value.at("sequence_temperature").get<double>();
  selected.ood_threshold = at(value, "ood_threshold").get<double>();
  for (const json& score : value.at("scores")) {
    selected.scores.push_back({score.at("setting").get<std::string>(), score.at("clip_log_loss").get<double>(),
                               score.at("frame_accuracy").get<double>(), score.at("clip_accuracy").get<double>()});
  }
  return selected;
}

json to_value(const std::vector<evaluation::ClipPrediction>& clips) {
  json all = json::array();
  for (const evaluation::ClipPrediction& clip : clips) {
    all.push_back({{"clip", clip.clip},
                   {"subject", clip.subject},
                   {"source", clip.source},
                   {"label", clip.label},
                   {"fold", clip.fold},
                   {"repeat", clip.repeat},
                   {"pictures", clip.pictures},
                   {"files", clip.files},
                   {"frame_probabilities", clip.frame_probabilities},
                   {"probabilities", clip.probabilities},
                   {"ood_score", clip.ood_score}});
  }
  return all;
}

std::vector<evaluation::ClipPrediction> clips_from(const json& value) {
  std::vector<evaluation::ClipPrediction> clips;
  for (const json& clip : value) {
    clips.push_back({clip.at("clip").get<std::string>(), clip.at("subject").get<std::string>(),
                     clip.at("source").get<std::string>(), clip.at("label").get<int>(), clip.at("fold").get<int>(),
                     clip.at("repeat").get<int>(), clip.at("pictures").get<std::vector<std::int64_t>>(),
                     clip.at("files").get<std::vector<std::string>>(),
                     clip.at("frame_probabilities").get<std::vector<double>>(),
                     clip.at("probabilities").get<std::vector<double>>(), at(clip, "ood_score").get<double>()});
  }
  return clips;
}

}  // namespace

void write_record(const std::filesystem::path& file, const FoldRecord& record) {
  const json value = {{"selected", to_value(record.selected)},
                      {"clips", to_value(record.clips)},
                      {"reference", to_value(record.reference)}};
  base::write_atomically(file, value.dump() + "\n");
}

std::optional<FoldRecord> read_record(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    const json value = json::parse(base::read_text(file, kMaxRecordBytes));
    return FoldRecord{selected_from(value.at("selected")), clips_from(value.at("clips")),
                      clips_from(at(value, "reference"))};
  } catch (const json::exception& error) {
    throw base::Error(base::Code::Corrupt, fmt::format("'{}' is damaged ({}); remove it to train the fold again",
                                                       file.string(), error.what()));
  }
}

std::string to_json(const Selected& selected) { return to_value(selected).dump(); }

Selected selected_from_json(const std::string& text) {
  try {
    return selected_from(json::parse(text));
  } catch (const std::exception& error) {
    throw base::Error(base::Code::Corrupt, error.what());
  }
}

}  // namespace baseline
