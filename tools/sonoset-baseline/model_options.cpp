#include "model_options.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/error.h"
#include "baseline/data/weights_folder.h"
#include "baseline/train/run_record.h"
#include "sample_options.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

fs::path model_of(const Context& context, const cxxopts::ParseResult& options) {
  if (options.count("model") == 0) {
    const auto last = baseline::last_run(context.dataset);
    if (last) return *last / "model";
    throw Error(
        Code::NotFound,
        fmt::format("'{}' has no trained model; train one with 'sonoset -C {} baseline train --split NAME', or name "
                    "a model's folder with --model DIR",
                    context.dataset.string(), context.dataset.string()));
  }
  const fs::path named = options["model"].as<std::string>();
  const fs::path run = context.dataset / "baseline" / named;
  return baseline::model_folder(fs::is_directory(run) ? run : named);
}

// The file of --weights, else the one the run used, else the one in the weights folder. Opening the model checks
// whether they belong to it.
fs::path weights_of(const fs::path& model, const cxxopts::ParseResult& options) {
  if (options.count("weights") > 0) return options["weights"].as<std::string>();
  const auto record = baseline::read_run_record(fs::weakly_canonical(model).parent_path());
  const bool known = record && !record->weights.empty();
  if (known && fs::is_regular_file(record->weights) &&
      base::sha256_of_file(record->weights) == record->weights_digest) {
    return record->weights;
  }
  try {
    return baseline::find_weights("mobilenet-v2");
  } catch (const Error& error) {
    if (!known) throw;
    throw Error(
        error.code(),
        fmt::format(
            "the weights of this run are missing from '{}' or have changed, and {}; pass the file with --weights FILE",
            record->weights.string(), error.what()));
  }
}

}  // namespace

void add_model_options(Arguments& arguments) {
  arguments.add()("model", "Name of a run, or a model's folder (default: the latest run)",
                  cxxopts::value<std::string>(), "RUN|DIR");
  add_compute_options(arguments);
}

ModelFiles model_files(const Context& context, const cxxopts::ParseResult& options) {
  ModelFiles files{model_of(context, options), {}};
  if (baseline::read_model_info(files.model).network == baseline::Network::Small) return files;
  files.weights = weights_of(files.model, options);
  return files;
}
