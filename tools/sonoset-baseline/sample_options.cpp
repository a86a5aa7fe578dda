#include "sample_options.h"
#include "say.h"

#include <fmt/format.h>

#include "base/error.h"
#include "baseline/data/weights_folder.h"
#include "networks/threads.h"
#include "recipe_options.h"

namespace {

using base::Code;
using base::Error;

constexpr const char* kMobileNet = "mobilenet-v2";

/// The words between commas.
std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> words;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

}  // namespace

void add_sample_options(Arguments& arguments) {
  arguments.add()("where", "Only clips with this value, see 'list clips' (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "COLUMN=VALUE");
  arguments.add()("classes", "Only these labels of the split's axis", cxxopts::value<std::string>(), "A,B,C");
}

std::vector<std::string> classes_of(const cxxopts::ParseResult& options) {
  return options.count("classes") > 0 ? split_at_commas(options["classes"].as<std::string>())
                                      : std::vector<std::string>();
}

void add_network_options(Arguments& arguments) {
  arguments.add("Training")("network", "mobilenet-v2 or small (default: mobilenet-v2 if its weights are there)",
                            cxxopts::value<std::string>(), "mobilenet-v2|small");
  arguments.add("Training")("view", "Frames as they are, black outside of the sector, or resampled by beam and depth",
                            cxxopts::value<std::string>()->default_value("crop"), "crop|masked|polar");
  add_compute_options(arguments);
}

void add_compute_options(Arguments& arguments) {
  arguments.add("Weights")("weights", "Network weights, see 'sonoset baseline weights'", cxxopts::value<std::string>(),
                           "FILE");
  arguments.add()("threads", "Compute threads (default: number of processors)", cxxopts::value<std::int64_t>(), "N");
}

model::View view_of(const cxxopts::ParseResult& options) {
  const auto view = model::view_from(options["view"].as<std::string>());
  if (!view || view == model::View::Whole) {
    throw Error(Code::InvalidInput,
                "--view takes crop, masked or polar, not '" + options["view"].as<std::string>() + "'");
  }
  return *view;
}

void choose_network(const cxxopts::ParseResult& options, baseline::RunOptions& run) {
  if (options.count("weights") > 0) run.weights = options["weights"].as<std::string>();
  if (options.count("network") > 0) {
    const std::string name = options["network"].as<std::string>();
    const auto network = baseline::network_from(name);
    if (!network) throw Error(Code::InvalidInput, fmt::format("--network takes mobilenet-v2 or small, not '{}'", name));
    run.network = *network;
    if (run.network == baseline::Network::Small || !run.weights.empty()) return;
    run.weights = baseline::find_weights(kMobileNet);
    return;
  }
  run.network = baseline::Network::MobileNetV2;
  if (!run.weights.empty()) return;
  try {
    run.weights = baseline::find_weights(kMobileNet);
  } catch (const Error& error) {
    if (error.code() != Code::NotFound) throw;
    say(stderr,
        "using the small network: the weights of MobileNetV2 are missing ('sonoset baseline weights fetch {}' "
        "downloads them)\n",
        kMobileNet);
    run.network = baseline::Network::Small;
  }
}

void use_threads(const cxxopts::ParseResult& options) {
  networks::set_threads(options.count("threads") > 0 ? static_cast<int>(positive(options, "threads", 1024)) : 0);
}
