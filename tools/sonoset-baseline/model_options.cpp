#include "model_options.h"

#include <fmt/format.h>

#include "base/error.h"
#include "baseline/data/weights_folder.h"
#include "sample_options.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

fs::path model_of(const Context& context, const cxxopts::ParseResult& options) {
  if (options.count("model") == 0) {
    const auto newest = baseline::newest_model(context.dataset);
    if (newest) return *newest;
    throw Error(
        Code::NotFound,
        fmt::format("'{}' has no trained model: 'sonoset -C {} baseline train --split NAME' trains one, or name "
                    "a model's folder with --model",
                    context.dataset.string(), context.dataset.string()));
  }
  const fs::path named = options["model"].as<std::string>();
  const fs::path run = context.dataset / "baseline" / named;
  return baseline::model_folder(fs::is_directory(run) ? run : named);
}

}  // namespace

void add_model_options(Arguments& arguments) {
  arguments.add()("model", "A run of the dataset (its name below baseline/), or a folder with a model (the newest run)",
                  cxxopts::value<std::string>());
  add_compute_options(arguments);
}

ModelFiles model_files(const Context& context, const cxxopts::ParseResult& options) {
  ModelFiles files{model_of(context, options), {}};
  if (baseline::read_model_info(files.model).network == baseline::Network::Small) return files;
  files.weights = options.count("weights") > 0 ? fs::path(options["weights"].as<std::string>())
                                               : baseline::find_weights("mobilenet-v2");
  return files;
}
