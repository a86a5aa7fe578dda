#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "curate/workers/worker_pool.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

// Shared by verbs that make frames: sampling, workers, reading manifests.

/// --rate, --max-frames, --uniform, --every, --all, --allow-truncated, --channels.
void add_recipe_options(Arguments& arguments);
/// Throws InvalidInput for values out of range and for options that exclude each other.
model::Recipe recipe_of(const cxxopts::ParseResult& options);

/// --region auto, for verbs whose clips come from manifests.
void add_auto_region_option(Arguments& arguments);
/// Recipe::sectors. Throws InvalidInput for another value.
int sectors_of(const cxxopts::ParseResult& options);

/// --read-text.
void add_read_text_option(Arguments& arguments);
/// Recipe::text.
int text_of(const cxxopts::ParseResult& options);

/// --jobs, --worker-memory, --worker-time, --worker-output, --worker-pixels.
void add_worker_options(Arguments& arguments);
int jobs_of(const cxxopts::ParseResult& options);
curate::WorkerLimits worker_limits_of(const cxxopts::ParseResult& options);

/// The value of option `name`. Throws InvalidInput unless it is from 1 to `most`.
std::int64_t positive(const cxxopts::ParseResult& options, const std::string& name, std::int64_t most);
/// The values of an option that names folders and may be repeated.
std::vector<std::filesystem::path> folders_of(const cxxopts::ParseResult& options, const std::string& name);

struct ReadManifests {
  std::vector<manifest::Manifest> manifests;  ///< those without problems, in the order of the files
  std::vector<manifest::Manifest> partial;    ///< of files with problems: the clips without any
  std::vector<manifest::Problem> problems;    ///< of all files
};
/// Links to media may lead out of a manifest's folder only into `follow_links`.
ReadManifests read_manifests(const std::vector<std::string>& files,
                             const std::vector<std::filesystem::path>& follow_links = {});
/// Adds --follow-links.
void add_link_option(Arguments& arguments);
