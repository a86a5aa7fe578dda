#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "baseline/train/train.h"
#include "filter_options.h"

// What verbs that train share: which clips, which network, how many threads.

/// --where (see filters_of), --classes.
void add_sample_options(Arguments& arguments);
std::vector<std::string> classes_of(const cxxopts::ParseResult& options);

/// --weights, --threads.
void add_compute_options(Arguments& arguments);
/// --network, and these.
void add_network_options(Arguments& arguments);
/// Without --network: MobileNetV2 where its weights are at hand, else the small network, which needs none. Throws
/// NotFound for weights that are not there.
void choose_network(const cxxopts::ParseResult& options, baseline::RunOptions& run);
void use_threads(const cxxopts::ParseResult& options);
