#include "evaluation/worst_errors.h"

#include <algorithm>
#include <map>

#include "evaluation/prediction_table.h"

namespace evaluation {
namespace {

/// The predictions of one clip in all repeats.
using Answers = std::vector<const ClipPrediction*>;

std::map<std::string, Answers> by_clip(const Predictions& predictions) {
  std::map<std::string, Answers> clips;
  for (const auto& [repeat, ordered] : by_repeat(predictions)) {
    for (const ClipPrediction* clip : ordered) clips[clip->clip].push_back(clip);
  }
  return clips;
}

std::vector<double> mean_over(const Answers& answers) {
  std::vector<double> mean(answers.front()->probabilities.size());
  for (const ClipPrediction* answer : answers) {
    for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += answer->probabilities[c];
  }
  for (double& p : mean) p /= static_cast<double>(answers.size());
  return mean;
}

struct Picture {
  std::string file;
  double sum = 0;
  double times = 0;
};

void set_frame(WorstError& error, const Answers& answers) {
  std::map<std::int64_t, Picture> pictures;
  for (const ClipPrediction* answer : answers) {
    for (std::size_t i = 0; i < answer->frames(); ++i) {
      Picture& picture = pictures[answer->pictures[i]];
      picture.file = answer->files[i];
      picture.sum += answer->frame(i)[static_cast<std::size_t>(error.predicted)];
      picture.times += 1;
    }
  }
  error.frame_probability = -1;
  for (const auto& [number, picture] : pictures) {
    const double mean = picture.sum / picture.times;
    if (mean <= error.frame_probability) continue;
    error.frame_probability = mean;
    error.picture = number;
    error.file = picture.file;
  }
}

WorstError error_of(const std::string& name, const Answers& answers) {
  WorstError error;
  const std::vector<double> mean = mean_over(answers);
  error.clip = name;
  error.subject = answers.front()->subject;
  error.source = answers.front()->source;
  error.label = answers.front()->label;
  error.predicted = decision(mean);
  error.probability = mean[static_cast<std::size_t>(error.predicted)];
  error.repeats = static_cast<int>(answers.size());
  error.times_wrong = static_cast<int>(std::ranges::count_if(
      answers, [](const ClipPrediction* answer) { return decision(answer->probabilities) != answer->label; }));
  set_frame(error, answers);
  return error;
}

}  // namespace

std::vector<WorstError> worst_errors(const Predictions& predictions, std::size_t most) {
  check(predictions);
  std::vector<WorstError> errors;
  for (const auto& [name, answers] : by_clip(predictions)) {
    WorstError error = error_of(name, answers);
    if (error.predicted != error.label) errors.push_back(std::move(error));
  }
  std::ranges::stable_sort(errors, std::ranges::greater{}, &WorstError::probability);  // sorted by id before
  if (errors.size() > most) errors.resize(most);
  return errors;
}

}  // namespace evaluation
