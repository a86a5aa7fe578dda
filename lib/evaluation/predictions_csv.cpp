#include "evaluation/predictions_csv.h"

#include <fmt/format.h>

#include <iterator>

#include "base/csv.h"
#include "evaluation/prediction_table.h"

namespace evaluation {
namespace {

using base::csv_cell;

std::string probability_columns(const Predictions& predictions) {
  std::string columns;
  for (const std::string& name : predictions.classes) columns += ',' + csv_cell("p_" + name);
  return columns;
}

std::string probability_cells(std::span<const double> probabilities) {
  std::string cells;
  for (const double p : probabilities) fmt::format_to(std::back_inserter(cells), ",{:.6f}", p);
  return cells;
}

/// repeat, fold, clip, subject, source: the first columns of both files.
std::string place_cells(const ClipPrediction& clip) {
  return fmt::format("{},{},{},{},{}", clip.repeat, clip.fold, csv_cell(clip.clip), csv_cell(clip.subject),
                     csv_cell(clip.source));
}

/// The decision of a clip at a level.
int decided(const ClipPrediction& clip, Level level, const Predictions& predictions) {
  return prediction_table({&clip}, level, predictions.classes.size(), {{clip.subject, 0}}).decisions.front();
}

}  // namespace

std::string frames_csv(const Predictions& predictions) {
  check(predictions);
  const auto name = [&](int of_class) { return csv_cell(predictions.classes[static_cast<std::size_t>(of_class)]); };
  std::string text =
      "repeat,fold,clip,subject,source,picture,file,label,predicted" + probability_columns(predictions) + "\n";
  for (const auto& [repeat, clips] : by_repeat(predictions)) {
    for (const ClipPrediction* clip : clips) {
      const std::string place = place_cells(*clip);
      for (std::size_t i = 0; i < clip->frames(); ++i) {
        text += fmt::format("{},{},{},{},{}{}\n", place, clip->pictures[i], csv_cell(clip->files[i]), name(clip->label),
                            name(decision(clip->frame(i))), probability_cells(clip->frame(i)));
      }
    }
  }
  return text;
}

std::string clips_csv(const Predictions& predictions) {
  check(predictions);
  const auto name = [&](int of_class) { return csv_cell(predictions.classes[static_cast<std::size_t>(of_class)]); };
  std::string text =
      "repeat,fold,clip,subject,source,frames,label,predicted,predicted_by_mean,predicted_by_majority,ood_score" +
      probability_columns(predictions) + "\n";
  for (const auto& [repeat, clips] : by_repeat(predictions)) {
    for (const ClipPrediction* clip : clips) {
      text += fmt::format("{},{},{},{},{},{},{:.6f}{}\n", place_cells(*clip), clip->frames(), name(clip->label),
                          name(decision(clip->probabilities)), name(decided(*clip, Level::VideoMean, predictions)),
                          name(decided(*clip, Level::VideoMajority, predictions)), clip->ood_score,
                          probability_cells(clip->probabilities));
    }
  }
  return text;
}

}  // namespace evaluation
