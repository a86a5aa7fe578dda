#pragma once

#include <string>

#include "arguments.h"
#include "model/split.h"

/// The options of `split` that were given; what they leave open is as in `before`.
model::SplitParameters parameters_from(const cxxopts::ParseResult& options, const model::SplitParameters& before);

/// "4 folds by case, seed 0, axis diagnosis, unknown clips together".
std::string words_of(const model::SplitParameters& with);

/// The options given, in a fixed order, as a user would type them.
std::string typed(const cxxopts::ParseResult& options);
