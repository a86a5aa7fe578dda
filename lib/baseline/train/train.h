#pragma once

#include "baseline/train/run_options.h"
#include "baseline/train/train_summary.h"
#include "curate/dataset.h"

namespace baseline {

/// Trains and evaluates classifiers on a split by cross-validation, and writes, below baseline/ in the dataset:
/// SPLIT-DIGEST/ with metrics.json, metrics-moving.json, comparison.json, predictions.csv, predictions-clips.csv,
/// report.html, model/. The same dataset and options give the same files. Each outer fold that is opened is a line of
/// evaluations.jsonl in the dataset. Throws Stopped; the same call goes on.
TrainSummary train(curate::Dataset& dataset, const TrainOptions& options, const TrainWatch& watch);

}  // namespace baseline
