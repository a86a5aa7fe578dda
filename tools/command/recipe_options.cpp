#include "recipe_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <thread>

#include "base/error.h"
#include "manifest/parse.h"
#include "model/found_sector.h"
#include "model/read_text.h"
#include "option_groups.h"

namespace {

constexpr std::int64_t kMaxPictures = 1'000'000;

base::Error wrong(const std::string& message) { return {base::Code::InvalidInput, message}; }

model::Sampling sampling_of(const cxxopts::ParseResult& options) {
  model::Sampling sampling;
  if (options.count("rate") + options.count("uniform") + options.count("every") + options.count("all") > 1) {
    throw wrong("--rate, --uniform, --every and --all cannot be used together");
  }
  if (options.count("uniform") > 0) {
    sampling.kind = model::Sampling::Kind::Uniform;
    sampling.count = positive(options, "uniform", kMaxPictures);
    sampling.maximum = 0;
  } else if (options.count("every") > 0) {
    sampling.kind = model::Sampling::Kind::Every;
    sampling.step = positive(options, "every", kMaxPictures);
    sampling.maximum = 0;
  } else if (options.count("all") > 0) {
    sampling.kind = model::Sampling::Kind::All;
    sampling.maximum = 0;
  } else if (options.count("rate") > 0) {
    const auto rate = base::Rational::parse(options["rate"].as<std::string>());
    if (!rate || *rate <= base::Rational(0) || *rate > base::Rational(1000)) {
      throw wrong("--rate must be frames per second up to 1000, such as 3, 0.5 or 30000/1001");
    }
    sampling.rate_hz = *rate;
  }
  if (options.count("max-frames") > 0) {
    sampling.maximum = options["max-frames"].as<std::int64_t>();
    if (sampling.maximum < 0) throw wrong("--max-frames must not be negative; 0 means no limit");
  }
  return sampling;
}

}  // namespace

void add_recipe_options(Arguments& arguments) {
  cxxopts::OptionAdder add = arguments.add(kSamplingGroup);
  add("rate", "Sample N frames per second (default: 3)", cxxopts::value<std::string>(), "N");
  // --max is the old name, accepted for one more version; help shows the first name only.
  add("max-frames,max", "Maximum frames per clip, 0: no limit (default: 30; 0 with --uniform, --every, --all)",
      cxxopts::value<std::int64_t>(), "N");
  add("uniform", "Sample N frames, evenly spaced", cxxopts::value<std::int64_t>(), "N");
  add("every", "Sample every Nth picture", cxxopts::value<std::int64_t>(), "N");
  add("all", "Sample every picture");
  add("allow-truncated", "Use the intact pictures of truncated files");
  add("channels", "grey, rgb, or auto: grey if all frames of a clip are",
      cxxopts::value<std::string>()->default_value("auto"), "auto|grey|rgb");
}

model::Recipe recipe_of(const cxxopts::ParseResult& options) {
  model::Recipe recipe;
  recipe.sampling = sampling_of(options);
  const auto channels = model::channels_from(options["channels"].as<std::string>());
  if (!channels) throw wrong("--channels must be auto, grey or rgb");
  recipe.channels = *channels;
  recipe.allow_truncated = options.count("allow-truncated") > 0;
  return recipe;
}

void add_auto_region_option(Arguments& arguments) {
  arguments.add(kSamplingGroup)("region", "auto: find the sector of each clip; crop to it unless a region is set",
                                cxxopts::value<std::string>(), "auto");
}

int sectors_of(const cxxopts::ParseResult& options) {
  if (options.count("region") == 0) return 0;
  if (options["region"].as<std::string>() == "auto") return model::kSectorFinderVersion;
  throw wrong("--region must be auto; set the region of one clip in its manifest");
}

void add_read_text_option(Arguments& arguments) {
  arguments.add(kSamplingGroup)("read-text", "Read text in pictures, to find names, dates and ids");
}

int text_of(const cxxopts::ParseResult& options) {
  return options.count("read-text") > 0 ? model::kTextReaderVersion : 0;
}

void add_worker_options(Arguments& arguments) {
  cxxopts::OptionAdder add = arguments.add(kWorkerGroup);
  add("j,jobs", "Number of workers (default: number of cores)", cxxopts::value<std::int64_t>(), "N");
  add("worker-memory", "Memory limit for reading one file", cxxopts::value<std::int64_t>()->default_value("2048"),
      "MB");
  add("worker-time", "Time limit for reading one file", cxxopts::value<std::int64_t>()->default_value("600"),
      "SECONDS");
  add("worker-output", "Size limit for the frames of one clip", cxxopts::value<std::int64_t>()->default_value("4096"),
      "MB");
  add("unsealed", "Read files without the sandbox if this system has no seccomp");
  add("worker-pixels", "Size limit for one picture, in 2^20 pixels",
      cxxopts::value<std::int64_t>()->default_value("64"), "N");
}

int jobs_of(const cxxopts::ParseResult& options) {
  const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
  return static_cast<int>(options.count("jobs") > 0 ? positive(options, "jobs", 256) : cores);
}

curate::WorkerLimits worker_limits_of(const cxxopts::ParseResult& options) {
  curate::WorkerLimits limits;
  limits.memory_mb = positive(options, "worker-memory", 1'000'000);
  limits.output_mb = positive(options, "worker-output", 1'000'000);
  limits.picture_mpx = positive(options, "worker-pixels", 2048);
  limits.unsealed = options.count("unsealed") > 0;
  limits.time = std::chrono::seconds(positive(options, "worker-time", 1'000'000));
  return limits;
}

std::int64_t positive(const cxxopts::ParseResult& options, const std::string& name, std::int64_t most) {
  const auto value = options[name].as<std::int64_t>();
  if (value < 1 || value > most) {
    throw wrong(fmt::format("--{} must be a number from 1 to {}", name, most));
  }
  return value;
}

std::vector<std::filesystem::path> folders_of(const cxxopts::ParseResult& options, const std::string& name) {
  if (options.count(name) == 0) return {};
  const auto& folders = options[name].as<std::vector<std::string>>();
  return {folders.begin(), folders.end()};
}

void add_link_option(Arguments& arguments) {
  arguments.add()("follow-links", "Allow links into DIR, such as a DVC cache (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "DIR");
}

ReadManifests read_manifests(const std::vector<std::string>& files,
                             const std::vector<std::filesystem::path>& follow_links) {
  ReadManifests read;
  for (const std::string& file : files) {
    manifest::Parsed parsed = manifest::parse(file, {}, follow_links);
    std::ranges::move(parsed.problems, std::back_inserter(read.problems));
    if (parsed.manifest) read.manifests.push_back(std::move(*parsed.manifest));
    if (parsed.partial) read.partial.push_back(std::move(*parsed.partial));
  }
  return read;
}
