#include <fmt/format.h>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "curate/split/split.h"
#include "curate/split/split_dataset.h"
#include "publish/split_report.h"
#include "verbs.h"

namespace {

model::SplitParameters parameters_from(const cxxopts::ParseResult& options) {
  model::SplitParameters parameters;
  parameters.name = options["name"].as<std::string>();
  parameters.folds = options["folds"].as<int>();
  if (parameters.folds < 2 || parameters.folds > curate::kMaxFolds) {
    throw base::Error(base::Code::InvalidInput, fmt::format("--folds takes a number from 2 to {}", curate::kMaxFolds));
  }
  const auto by = model::split_by_from(options["by"].as<std::string>());
  if (!by) throw base::Error(base::Code::InvalidInput, "--by takes frame, clip, case, subject or source");
  parameters.by = *by;
  parameters.seed = options["seed"].as<std::uint64_t>();
  parameters.axis = options["axis"].as<std::string>();
  if (options.count("leave-out-unknown") > 0) parameters.unknown = model::UnknownClips::LeaveOut;
  return parameters;
}

// A split is made without anybody's name where there is none: by is what it keeps together.
curate::Author author_from(const cxxopts::ParseResult& options) {
  const std::string user = user_name();
  return {user.empty() ? "unknown" : user, options.count("why") > 0 ? options["why"].as<std::string>() : ""};
}

}  // namespace

int cmd_split(const Context& context, const Words& words) {
  Arguments arguments("split", "NAME --folds K [--by frame|clip|case|subject|source] [options]",
                      "Divides the clips into folds: whole groups of clips that belong together, every label spread\n"
                      "evenly, balanced in clips and frames. The same seed gives the same folds. By clip and by frame\n"
                      "only show what leaks.",
                      {"sonoset -C lungs split main --folds 5",
                       "sonoset -C lungs split severity --folds 4 --axis severity --leave-out-unknown"});
  arguments.add()("name", "The split's name; one of that name is replaced", cxxopts::value<std::string>());
  arguments.add()("k,folds", "How many folds", cxxopts::value<int>()->default_value("5"));
  arguments.add()("by", "What stays together", cxxopts::value<std::string>()->default_value("subject"));
  arguments.add()("seed", "Decides between equally good folds", cxxopts::value<std::uint64_t>()->default_value("0"));
  arguments.add()("axis", "The labels to spread evenly", cxxopts::value<std::string>()->default_value("diagnosis"));
  arguments.add()(
      "leave-out-unknown",
      "Clips with neither subject nor case stay out, instead of sharing a fold with others of their source");
  arguments.add()("why", "Why: stands beside the decision for good", cxxopts::value<std::string>());
  arguments.add()("json", "One JSON document on stdout");
  arguments.positional({"name"});
  const auto options = arguments.parse(words, {"name"});
  if (!options) return kDone;
  const model::SplitParameters parameters = parameters_from(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const curate::KeptSplit kept = curate::split_dataset(dataset, parameters, author_from(*options));
  const publish::SplitReport report = publish::report_split(kept, dataset.catalog());
  if (options->count("json") > 0) {
    fmt::print("{}\n", publish::to_json(report));
  } else {
    fmt::print("{}", publish::to_text(report));
  }
  return kDone;
}
