#pragma once

#include "baseline/train/run_options.h"
#include "baseline/train/train_summary.h"
#include "curate/dataset.h"

namespace baseline {

/// Trains and evaluates classifiers on a split by cross-validation. Writes metrics.json, metrics-moving.json,
/// comparison.json, predictions.csv, predictions-clips.csv, report.html and model/ to baseline/SPLIT-DIGEST/ in the
/// dataset, deterministically, and a line to the dataset's evaluations.jsonl for each evaluation on a test fold. Throws
/// Stopped; the same call continues.
TrainSummary train(curate::Dataset& dataset, const TrainOptions& options, const TrainWatch& watch);

}  // namespace baseline
