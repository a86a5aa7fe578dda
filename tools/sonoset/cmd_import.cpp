#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include <nlohmann/json.hpp>
#include <thread>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "catalog/digest.h"
#include "curate/import.h"
#include "curate/object_lock.h"
#include "manifest/manifest.h"
#include "progress.h"

namespace {

using base::Code;
using base::Error;

// Set by the first Ctrl-C; the second ends the program as it always does.
volatile sig_atomic_t g_interrupted = 0;

void stop_at_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { g_interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

std::int64_t positive(const cxxopts::ParseResult& options, const std::string& name, std::int64_t most) {
  const auto value = options[name].as<std::int64_t>();
  if (value < 1 || value > most) {
    throw Error(Code::InvalidInput, fmt::format("--{} takes a number from 1 to {}", name, most));
  }
  return value;
}

model::Sampling sampling_of(const cxxopts::ParseResult& options) {
  model::Sampling sampling;
  if (options.count("rate") + options.count("uniform") + options.count("every") + options.count("all") > 1) {
    throw Error(Code::InvalidInput, "only one of --rate, --uniform, --every and --all goes");
  }
  if (options.count("uniform") > 0) {
    sampling.kind = model::Sampling::Kind::Uniform;
    sampling.count = positive(options, "uniform", 1'000'000);
    sampling.maximum = 0;
  } else if (options.count("every") > 0) {
    sampling.kind = model::Sampling::Kind::Every;
    sampling.step = positive(options, "every", 1'000'000);
    sampling.maximum = 0;
  } else if (options.count("all") > 0) {
    sampling.kind = model::Sampling::Kind::All;
    sampling.maximum = 0;
  } else if (options.count("rate") > 0) {
    const auto rate = base::Rational::parse(options["rate"].as<std::string>());
    if (!rate || *rate <= base::Rational(0) || *rate > base::Rational(1000)) {
      throw Error(Code::InvalidInput, "--rate takes pictures a second, such as 3, 0.5 or 30000/1001");
    }
    sampling.rate_hz = *rate;
  }
  if (options.count("max") > 0) {
    sampling.maximum = options["max"].as<std::int64_t>();
    if (sampling.maximum < 0) throw Error(Code::InvalidInput, "--max takes a number; 0 is no limit");
  }
  return sampling;
}

curate::ImportOptions import_options(const cxxopts::ParseResult& options) {
  curate::ImportOptions result;
  if (options.count("mirror") > 0) {
    for (const auto& folder : options["mirror"].as<std::vector<std::string>>()) result.mirrors.emplace_back(folder);
  }
  const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
  result.jobs = static_cast<int>(options.count("jobs") > 0 ? positive(options, "jobs", 256) : cores);
  result.recipe.sampling = sampling_of(options);
  const auto channels = model::channels_from(options["channels"].as<std::string>());
  if (!channels) throw Error(Code::InvalidInput, "--channels takes auto, grey or rgb");
  result.recipe.channels = *channels;
  const auto format = options["format"].as<std::string>();
  if (format != "png" && format != "jpeg") throw Error(Code::InvalidInput, "--format takes png or jpeg");
  result.recipe.format = format == "png" ? model::StillFormat::Png : model::StillFormat::Jpeg95;
  result.worker = base::own_path().parent_path() / "sonoset-worker";
  result.limits.memory_mb = positive(options, "worker-memory", 1'000'000);
  result.limits.time = std::chrono::seconds(positive(options, "worker-time", 1'000'000));
  return result;
}

// All problems of all manifests, not only the first.
std::vector<manifest::Manifest> read_manifests(const std::vector<std::string>& files) {
  std::vector<manifest::Manifest> manifests;
  std::string problems;
  for (const std::string& file : files) {
    manifest::Parsed parsed = manifest::parse(file);
    for (const manifest::Problem& problem : parsed.problems) problems += "\n" + problem.text();
    if (parsed.manifest) manifests.push_back(std::move(*parsed.manifest));
  }
  if (!problems.empty()) throw Error(Code::InvalidInput, "nothing was imported:" + problems);
  return manifests;
}

void print_summary(const curate::ImportSummary& summary, const std::string& digest, bool json) {
  if (json) {
    nlohmann::json failures = nlohmann::json::array();
    for (const model::Finding& failure : summary.failures) {
      failures.push_back({{"clip", failure.id},
                          {"code", failure.code},
                          {"message", failure.message},
                          {"next", model::finding_code(failure.code).next}});
    }
    fmt::print("{}\n", nlohmann::json{{"clips", summary.clips},
                                      {"done", summary.done},
                                      {"done_now", summary.done_now},
                                      {"frames_now", summary.frames_now},
                                      {"stopped", summary.stopped},
                                      {"catalog_digest", digest},
                                      {"failures", std::move(failures)}}
                           .dump(2));
    return;
  }
  fmt::print("{} of {} clips are in, {} of them now, with {} new frames\n", summary.done, summary.clips,
             summary.done_now, summary.frames_now);
  std::string last;
  auto failures = summary.failures;
  std::stable_sort(failures.begin(), failures.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  for (const model::Finding& failure : failures) {
    if (failure.code != last) fmt::print("\n{}: {}\n", failure.code, model::finding_code(failure.code).next);
    last = failure.code;
    fmt::print("  {}: {}\n", failure.id, failure.message);
  }
  if (!failures.empty()) fmt::print("\n{} clips failed; the same command tries them again\n", failures.size());
}

void add_options(Arguments& arguments) {
  arguments.add()("manifest", "YAML files", cxxopts::value<std::vector<std::string>>());
  arguments.add()("mirror", "A folder with copies of objects; more than one goes",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("offline", "Only files, mirrors and what the dataset has");
  arguments.add()("j,jobs", "Workers (as many as there are cores)", cxxopts::value<std::int64_t>());
  arguments.add()("rate", "Sample so many pictures a second (3)", cxxopts::value<std::string>());
  arguments.add()("max", "At most so many frames a clip; 0: no limit (30 with --rate)", cxxopts::value<std::int64_t>());
  arguments.add()("uniform", "Sample so many pictures, evenly spread", cxxopts::value<std::int64_t>());
  arguments.add()("every", "Sample every N-th picture", cxxopts::value<std::int64_t>());
  arguments.add()("all", "Take every picture");
  arguments.add()("format", "png (without loss) or jpeg (quality 95)",
                  cxxopts::value<std::string>()->default_value("png"));
  arguments.add()("channels", "auto (grey where every frame of a clip is grey), grey or rgb",
                  cxxopts::value<std::string>()->default_value("auto"));
  arguments.add()("worker-memory", "MB that reading one file may take",
                  cxxopts::value<std::int64_t>()->default_value("2048"));
  arguments.add()("worker-time", "Seconds that reading one file may take",
                  cxxopts::value<std::int64_t>()->default_value("600"));
  arguments.add()("write-lock", "Also write NAME.lock beside the manifest: address, digest and size of each object");
  arguments.add()("json", "One JSON document on stdout");
}

}  // namespace

int cmd_import(const Context& context, const Words& words) {
  Arguments arguments(
      "import", "MANIFEST… [--mirror DIR]… [options]",
      "Brings in the clips that manifests name: finds their files, samples and crops frames, and keeps\n"
      "where all came from. What is done is not done again; stopped or killed, the same command goes on.",
      {"sonoset -C lungs import manifest.yaml",
       "sonoset -C lungs import manifests/pocus-2021.yaml --mirror /media/pocus --offline",
       "sonoset -C lungs import manifest.yaml --rate 5 --max 0 --format jpeg"});
  add_options(arguments);
  arguments.positional({"manifest"});
  const auto options = arguments.parse(words, {"manifest"});
  if (!options) return kDone;
  const curate::ImportOptions import = import_options(*options);
  const auto manifests = read_manifests((*options)["manifest"].as<std::vector<std::string>>());
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  stop_at_interrupt();
  curate::ImportSummary summary;
  {
    Progress progress("clips");
    curate::ImportHooks hooks;
    hooks.progress = [&](const curate::ImportProgress& now) {
      progress.show(now.done, now.total, fmt::format("{} frames", now.frames));
    };
    hooks.stop = [] { return g_interrupted != 0; };
    summary = curate::import(dataset, manifests, import, hooks);
  }
  if (options->count("write-lock") > 0) {
    for (const manifest::Manifest& manifest : manifests) curate::copy_object_lock(dataset, manifest);
  }
  const bool json = options->count("json") > 0;
  print_summary(summary, json ? catalog::digest(dataset.catalog()).hex() : "", json);
  if (summary.stopped) {
    fmt::print(stderr, "stopped; the same command goes on\n");
    return kDoneWithFindings;
  }
  return summary.failures.empty() ? kDone : kDoneWithFindings;
}
