#pragma once

#include "arguments.h"
#include "baseline/predict/predictor.h"

// What verbs that use a trained model share.

/// --model, --weights, --threads.
void add_model_options(Arguments& arguments);

/// Which files are to be opened: cheap to say, so that a mistake is told before anything starts.
struct ModelFiles {
  std::filesystem::path model;    ///< its folder
  std::filesystem::path weights;  ///< empty: it needs none
};
/// --model is a run's name in the dataset, or a folder; without it, the run that ended last. Throws NotFound.
ModelFiles model_files(const Context& context, const cxxopts::ParseResult& options);
