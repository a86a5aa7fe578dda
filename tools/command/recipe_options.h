#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "curate/workers/worker_pool.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

// What verbs that make frames share: how pictures are chosen, how workers run, which manifests are read.

/// --rate, --max, --uniform, --every, --all, --channels. A stills' format is the import's alone.
void add_recipe_options(Arguments& arguments);
/// Throws InvalidInput for values that cannot be.
model::Recipe recipe_of(const cxxopts::ParseResult& options);

/// --jobs, --worker-memory, --worker-time, --worker-output, --worker-pixels.
void add_worker_options(Arguments& arguments);
int jobs_of(const cxxopts::ParseResult& options);
curate::WorkerLimits worker_limits_of(const cxxopts::ParseResult& options);

/// A whole number from 1 to `most`.
std::int64_t positive(const cxxopts::ParseResult& options, const std::string& name, std::int64_t most);
/// Every value of an option that names folders.
std::vector<std::filesystem::path> folders_of(const cxxopts::ParseResult& options, const std::string& name);

struct ReadManifests {
  std::vector<manifest::Manifest> manifests;  ///< those without problems, in the order of the files
  std::vector<manifest::Manifest> partial;    ///< what has no problem of the others
  std::vector<manifest::Problem> problems;    ///< of all files, not only the first
};
/// Links to media may lead out of a manifest's folder to what lies below `follow_links`.
ReadManifests read_manifests(const std::vector<std::string>& files,
                             const std::vector<std::filesystem::path>& follow_links = {});
/// --follow-links.
void add_link_option(Arguments& arguments);
