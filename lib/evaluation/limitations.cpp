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
      "Few subjects stand behind {}. A percentile bootstrap over so few makes intervals too narrow: read them as the "
      "least doubt there is.",
      joined(few));
}

/// Hanley and Lippman-Hand 1983: with no failure among n, up to about 3/n may fail.
void add_rule_of_three(std::vector<std::string>& limitations, const Metrics& metrics) {
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    const Figure& recall = metrics.at(Level::Video, Measure::Sensitivity, static_cast<int>(c));
    if (recall.value != 1.0) continue;
    const double subjects = static_cast<double>(metrics.counts.classes[c].subjects);
    limitations.push_back(fmt::format(
        "Every clip of {} was recognised, so its interval has no width. By the rule of three, up to {:.0f}% of its "
        "subjects may still be missed (3/{:.0f}).",
        metrics.classes[c], 100 * std::min(1.0, 3 / subjects), subjects));
  }
}

}  // namespace

std::vector<std::string> limitations_of(const Metrics& metrics) {
  std::vector<std::string> limitations;
  if (const auto few = few_subjects(metrics)) limitations.push_back(*few);
  add_rule_of_three(limitations, metrics);
  limitations.emplace_back(
      "Frames of a clip are alike: figures of frames weigh long clips more, and their number is not a sample size. "
      "Subjects are.");
  limitations.emplace_back(
      "Intervals speak of other subjects from the same sources. They say nothing of other hospitals, machines or "
      "diseases.");
  limitations.emplace_back(
      "The expected calibration error of few clips is too large by chance; compare it between models, not with 0.");
  limitations.emplace_back("This is a check of a dataset, not a medical device. No patient may be treated by it.");
  return limitations;
}

}  // namespace evaluation
