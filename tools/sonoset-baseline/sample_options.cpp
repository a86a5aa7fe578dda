#include "sample_options.h"

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
  arguments.add()("where", "Only clips whose column (see 'list clips') has this value; more than one goes",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("classes", "Only these labels of the split's axis, with commas between",
                  cxxopts::value<std::string>());
}

std::vector<std::string> classes_of(const cxxopts::ParseResult& options) {
  return options.count("classes") > 0 ? split_at_commas(options["classes"].as<std::string>())
                                      : std::vector<std::string>();
}

void add_network_options(Arguments& arguments) {
  arguments.add()("network", "mobilenet-v2 (features of a frozen network) or small (trained from scratch)",
                  cxxopts::value<std::string>());
  add_compute_options(arguments);
}

void add_compute_options(Arguments& arguments) {
  arguments.add()("weights", "File with the network's weights (see 'baseline weights')", cxxopts::value<std::string>());
  arguments.add()("threads", "That compute (as many as there are processors)", cxxopts::value<std::int64_t>());
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
    fmt::print(stderr,
               "MobileNetV2's weights are not at hand ('sonoset baseline weights fetch {}' brings them): "
               "taking the small one, which needs none\n",
               kMobileNet);
    run.network = baseline::Network::Small;
  }
}

void use_threads(const cxxopts::ParseResult& options) {
  networks::set_threads(options.count("threads") > 0 ? static_cast<int>(positive(options, "threads", 1024)) : 0);
}
