#include "evaluation/prediction_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "base/error.h"

namespace evaluation {
namespace {

[[noreturn]] void refuse(const ClipPrediction& clip, const std::string& why) {
  throw base::Error(base::Code::InvalidInput, fmt::format("prediction of clip '{}', repeat {}, fold {}: {}", clip.clip,
                                                          clip.repeat, clip.fold, why));
}

void check_probabilities(const ClipPrediction& clip, std::span<const double> probabilities) {
  constexpr double kRounding = 1e-3;
  double sum = 0;
  for (const double p : probabilities) {
    if (!(p >= 0 && p <= 1 + kRounding)) refuse(clip, fmt::format("{} is not a probability", p));
    sum += p;
  }
  if (std::abs(sum - 1) > kRounding) refuse(clip, fmt::format("the probabilities add up to {}, not 1", sum));
}

void check_clip(const ClipPrediction& clip, std::size_t classes) {
  if (clip.frames() == 0) refuse(clip, "it has no frames");
  if (clip.files.size() != clip.frames()) refuse(clip, "the numbers of files and pictures differ");
  if (clip.frame_probabilities.size() != clip.frames() * classes || clip.probabilities.size() != classes) {
    refuse(clip, "the number of probabilities does not match its frames and the classes");
  }
  if (clip.label < 0 || static_cast<std::size_t>(clip.label) >= classes) {
    refuse(clip, fmt::format("label {} is not one of {} classes", clip.label, classes));
  }
  for (std::size_t i = 0; i < clip.frames(); ++i) check_probabilities(clip, clip.frame(i));
  check_probabilities(clip, clip.probabilities);
}

void append(PredictionTable& rows, std::span<const double> probabilities, int decided) {
  rows.decisions.push_back(decided);
  rows.probabilities.insert(rows.probabilities.end(), probabilities.begin(), probabilities.end());
}

void append_majority(PredictionTable& rows, const ClipPrediction& clip) {
  const std::vector<double> votes = clip.votes();
  const std::vector<double> mean = clip.mean();
  std::size_t best = 0;
  for (std::size_t c = 1; c < votes.size(); ++c) {
    if (std::tie(votes[c], mean[c]) > std::tie(votes[best], mean[best])) best = c;
  }
  append(rows, votes, static_cast<int>(best));
}

void append_level(PredictionTable& rows, const ClipPrediction& clip, Level level) {
  switch (level) {
    case Level::Frame:
      for (std::size_t i = 0; i < clip.frames(); ++i) append(rows, clip.frame(i), decision(clip.frame(i)));
      break;
    case Level::Video:
      append(rows, clip.probabilities, decision(clip.probabilities));
      break;
    case Level::VideoMean: {
      const std::vector<double> mean = clip.mean();
      append(rows, mean, decision(mean));
      break;
    }
    case Level::VideoMajority:
      append_majority(rows, clip);
  }
}

}  // namespace

SubjectNumbers number_subjects(const Predictions& predictions) {
  SubjectNumbers numbers;
  for (const ClipPrediction& clip : predictions.clips) numbers.emplace(clip.subject, 0);
  std::size_t next = 0;
  for (auto& [subject, number] : numbers) number = next++;
  return numbers;
}

PredictionTable prediction_table(const std::vector<const ClipPrediction*>& clips, Level level, std::size_t classes,
                                 const SubjectNumbers& subjects) {
  PredictionTable rows;
  rows.classes = classes;
  for (const ClipPrediction* clip : clips) {
    append_level(rows, *clip, level);
    rows.labels.resize(rows.decisions.size(), clip->label);
    rows.subjects.resize(rows.decisions.size(), subjects.find(clip->subject)->second);
  }
  return rows;
}

std::map<int, std::vector<const ClipPrediction*>> by_repeat(const Predictions& predictions) {
  std::map<int, std::vector<const ClipPrediction*>> repeats;
  for (const ClipPrediction& clip : predictions.clips) repeats[clip.repeat].push_back(&clip);
  for (auto& [repeat, clips] : repeats) {
    std::ranges::sort(clips, {}, [](const ClipPrediction* clip) { return std::tie(clip->clip, clip->fold); });
  }
  return repeats;
}

void check(const Predictions& predictions) {
  if (predictions.classes.empty() || predictions.clips.empty()) {
    throw base::Error(base::Code::InvalidInput, "there are no predictions to evaluate");
  }
  if (std::set(predictions.classes.begin(), predictions.classes.end()).size() < predictions.classes.size()) {
    throw base::Error(base::Code::InvalidInput, "duplicate class");
  }
  std::set<std::tuple<std::string, int, int>> seen;
  std::map<std::string, const ClipPrediction*> first;
  std::map<int, std::set<std::string>> repeats;
  for (const ClipPrediction& clip : predictions.clips) {
    check_clip(clip, predictions.classes.size());
    if (!seen.emplace(clip.clip, clip.repeat, clip.fold).second) refuse(clip, "duplicate prediction");
    repeats[clip.repeat].insert(clip.clip);
    const ClipPrediction& same = *first.emplace(clip.clip, &clip).first->second;
    if (same.label != clip.label) refuse(clip, fmt::format("its label differs from repeat {}", same.repeat));
    if (same.subject != clip.subject) refuse(clip, fmt::format("its subject differs from repeat {}", same.repeat));
  }
  for (const auto& [repeat, clips] : repeats) {
    for (const auto& [name, clip] : first) {
      if (!clips.contains(name)) refuse(*clip, fmt::format("the clip is missing from repeat {}", repeat));
    }
  }
}

}  // namespace evaluation
