#pragma once

#include "arguments.h"
#include "baseline/predict/predictor.h"

// Shared by verbs that use a trained model.

/// --model, --weights, --threads.
void add_model_options(Arguments& arguments);

/// The files of a model. Finding them is cheap, so mistakes are reported before anything starts.
struct ModelFiles {
  std::filesystem::path model;    ///< its folder
  std::filesystem::path weights;  ///< empty if it needs none
};
/// --model is the name of a run in the dataset or a folder; the default is the run that finished last. Throws NotFound.
ModelFiles model_files(const Context& context, const cxxopts::ParseResult& options);
