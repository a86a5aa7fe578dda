#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "baseline/train/train.h"
#include "filter_options.h"

// Shared by verbs that train: clips, network, threads.

/// --where (see filters_of), --classes.
void add_sample_options(Arguments& arguments);
std::vector<std::string> classes_of(const cxxopts::ParseResult& options);

/// --weights, --threads.
void add_compute_options(Arguments& arguments);
/// --network, --view and the compute options.
void add_network_options(Arguments& arguments);
model::View view_of(const cxxopts::ParseResult& options);
/// Without --network: MobileNetV2 if its weights are there, else the small network, which needs none. Throws NotFound
/// if the weights of --network are missing.
void choose_network(const cxxopts::ParseResult& options, baseline::RunOptions& run);
void use_threads(const cxxopts::ParseResult& options);
