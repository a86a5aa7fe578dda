#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "baseline/cross_validation.h"
#include "baseline/metrics.h"

namespace baseline {

/// Where the inputs of a classifier come from.
enum class Network {
  MobileNetV2,  ///< frozen, with ImageNet weights; heads on its features
  Small         ///< trained from scratch on the pictures
};
std::string_view to_string(Network network);
std::optional<Network> network_from(std::string_view text);

/// What is trained on, and with what.
struct RunOptions {
  std::string split;
  std::vector<std::string> classes;  ///< of the split's axis; empty: all
  std::vector<catalog::Filter> filters;
  Network network = Network::Small;
  std::filesystem::path weights;  ///< of a network that has some
  std::uint64_t seed = 0;
  std::string version;  ///< of this program, for people
};

struct TrainOptions : RunOptions {
  std::string head = "auto";  ///< auto, logistic, plain, mlp: what inner folds choose from
  int repeats = 5;            ///< the first on the split's own folds, the others on folds of other seeds
};

/// What a caller is told while it waits, and asks for.
struct TrainWatch {
  std::function<void(const std::string& unit, std::int64_t done, std::int64_t total, const std::string& note)> progress;
  std::function<bool()> stop;
};

struct TrainSummary {
  std::filesystem::path folder;  ///< of the run, below the dataset's baseline/
  Samples samples;
  Metrics metrics;
  std::optional<Metrics> moving;                  ///< of clips of two frames or more, where there are others too
  std::optional<Metrics> plain;                   ///< of the plain head
  std::optional<PairedDifference> frames, clips;  ///< of accuracies, ours less the plain head's
  std::vector<std::string> warnings;
  std::int64_t openings = 0;  ///< lines of evaluations.jsonl
  std::size_t doubts = 0;     ///< labels that look wrong
};

/// Trains and judges classifiers on a split by cross-validation, and writes, below baseline/ in the dataset:
/// SPLIT-DIGEST/ with metrics.json, metrics-moving.json, comparison.json, predictions.csv, predictions-clips.csv,
/// report.html, model/. The same dataset and options give the same files. Each outer fold that is opened is a line of
/// evaluations.jsonl in the dataset. Throws Stopped; the same call goes on.
TrainSummary train(curate::Dataset& dataset, const TrainOptions& options, const TrainWatch& watch);

/// The heads on features of MobileNetV2 that `head` names. Throws InvalidInput.
Trainers heads(const std::string& head);
/// PCA to 64 and logistic regression on the 96 channels of block 11: what anybody would try first.
std::shared_ptr<Trainer> plain_head();

}  // namespace baseline
