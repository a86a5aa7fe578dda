#include "evaluation/limitations.h"

#include <fmt/format.h>

#include <algorithm>

namespace evaluation {
namespace {

constexpr std::int64_t kFewSubjects = 20;

/// "a, b and c".
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

std::optional<std::string> few_subjects(const Metrics& metrics) {
  std::vector<std::string> few;
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    const std::int64_t subjects = metrics.counts.classes[c].subjects;
    if (subjects < kFewSubjects) few.push_back(fmt::format("{} ({})", metrics.classes[c], subjects));
  }
  if (few.empty()) return std::nullopt;
  return fmt::format(
      "Few subjects: {}. With so few, percentile bootstrap intervals are too narrow; the true uncertainty is larger.",
      joined(few));
}

/// Hanley and Lippman-Hand 1983: with no failure in n trials, the upper 95% limit of the failure rate is about 3/n.
void add_rule_of_three(std::vector<std::string>& limitations, const Metrics& metrics) {
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    const Figure& recall = metrics.at(Level::Video, Measure::Sensitivity, static_cast<int>(c));
    if (recall.value != 1.0) continue;
    const double subjects = static_cast<double>(metrics.counts.classes[c].subjects);
    limitations.push_back(fmt::format(
        "Every clip of {} was classified correctly, so its interval has zero width. By the rule of three, up to "
        "{:.0f}% of its subjects may still be missed (3/{:.0f}).",
        metrics.classes[c], 100 * std::min(1.0, 3 / subjects), subjects));
  }
}

}  // namespace

std::vector<std::string> limitations_of(const Metrics& metrics) {
  std::vector<std::string> limitations;
  if (const auto few = few_subjects(metrics)) limitations.push_back(*few);
  add_rule_of_three(limitations, metrics);
  limitations.emplace_back(
      "Frames of a clip are similar: frame metrics give long clips more weight, and the sample size is the number of "
      "subjects, not of frames.");
  limitations.emplace_back(
      "Intervals hold for other subjects from the same sources, not for other hospitals, scanners or diseases.");
  limitations.emplace_back(
      "With few clips, the expected calibration error is biased upwards; compare it between models, not with 0.");
  limitations.emplace_back("This is a check of a dataset, not a medical device. Do not use it to treat patients.");
  return limitations;
}

}  // namespace evaluation
