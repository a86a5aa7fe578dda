#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "catalog/list.h"
#include "catalog/splits.h"
#include "console.h"
#include "curate/label/taxonomies.h"
#include "curate/record_split.h"
#include "curate/split/command_line.h"
#include "curate/split/split.h"
#include "curate/split/split_dataset.h"
#include "publish/split_report.h"
#include "verbs.h"

namespace {

using Options = cxxopts::ParseResult;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

bool given(const Options& options, const char* name) { return options.count(name) > 0; }

int folds_from(const Options& options) {
  const int folds = options["folds"].as<int>();
  if (folds >= 2 && folds <= curate::kMaxFolds) return folds;
  refuse(fmt::format("--folds takes a number from 2 to {}", curate::kMaxFolds));
}

model::SplitBy by_from(const Options& options) {
  const auto by = model::split_by_from(options["by"].as<std::string>());
  if (!by) refuse("--by takes frame, clip, case, subject or source");
  return *by;
}

model::UnknownClips unknown_from(const Options& options) {
  const bool out = given(options, "leave-out-unknown");
  if (!given(options, "unknown")) return out ? model::UnknownClips::LeaveOut : model::UnknownClips::Together;
  const auto unknown = model::unknown_clips_from(options["unknown"].as<std::string>());
  if (!unknown) refuse("--unknown takes together, join or leave-out");
  if (out && *unknown != model::UnknownClips::LeaveOut) refuse("--leave-out-unknown is --unknown leave-out: give one");
  return *unknown;
}

/// What is asked for, where it is not said as `before` has it.
model::SplitParameters parameters_from(const Options& options, const model::SplitParameters& before) {
  model::SplitParameters with = before;
  if (given(options, "folds")) with.folds = folds_from(options);
  if (given(options, "by")) with.by = by_from(options);
  if (given(options, "seed")) with.seed = options["seed"].as<std::uint64_t>();
  if (given(options, "axis")) with.axis = options["axis"].as<std::string>();
  if (given(options, "unknown") || given(options, "leave-out-unknown")) with.unknown = unknown_from(options);
  return with;
}

/// "4 folds by case, seed 0, axis diagnosis, unknown clips together".
std::string words_of(const model::SplitParameters& with) {
  if (!with.file.empty()) return fmt::format("folds from '{}'", with.file);
  return fmt::format("{} folds by {}, seed {}, axis {}, unknown clips {}", with.folds, model::to_string(with.by),
                     with.seed, with.axis, model::to_string(with.unknown));
}

/// The options as they were typed, in one order.
std::string typed(const Options& options) {
  std::string text;
  for (const char* name : {"folds", "by", "unknown", "seed", "axis", "from"}) {
    if (!given(options, name)) continue;
    const std::string value = std::string(name) == "folds"  ? std::to_string(options[name].as<int>())
                              : std::string(name) == "seed" ? std::to_string(options[name].as<std::uint64_t>())
                                                            : options[name].as<std::string>();
    text += fmt::format(" --{} {}", name, value);
  }
  return given(options, "leave-out-unknown") ? text + " --leave-out-unknown" : text;
}

[[noreturn]] void refuse_change(catalog::Catalog& catalog, const model::SplitParameters& before,
                                const Options& options) {
  refuse(fmt::format("split '{}' is there already, with {}; to make it otherwise, say so: {}", before.name,
                     words_of(before),
                     curate::command_line(catalog, fmt::format("split {}{} --replace", before.name, typed(options)))));
}

void check_together(const Options& options) {
  const auto refuse_with = [&](const char* one, std::initializer_list<const char*> others) {
    if (!given(options, one)) return;
    for (const char* other : others) {
      if (given(options, other)) refuse(fmt::format("--{} does not go with --{}", other, one));
    }
  };
  refuse_with("remove",
              {"from", "keep", "replace", "folds", "by", "unknown", "leave-out-unknown", "seed", "axis", "json"});
  refuse_with("keep", {"from", "replace", "folds", "by", "unknown", "leave-out-unknown", "seed", "axis"});
  refuse_with("from", {"folds", "by", "unknown", "leave-out-unknown", "seed"});
}

// A split is made without anybody's name where there is none: --by is what it keeps together.
curate::Author author_from(const Options& options) {
  const std::string user = user_name();
  return {user.empty() ? "unknown" : user, given(options, "why") ? options["why"].as<std::string>() : ""};
}

curate::KeptSplit make(curate::Dataset& dataset, const std::string& name, const Options& options) {
  catalog::Catalog& catalog = dataset.catalog();
  const curate::Author author = author_from(options);
  if (given(options, "keep")) return curate::continue_dataset_split(dataset, name, author);
  model::SplitParameters before;
  before.name = name;
  before.axis = catalog::main_axis(catalog);
  const std::optional<model::Split> there = catalog::find_split(catalog, name);
  if (there) before = there->parameters;
  model::SplitParameters with = parameters_from(options, before);
  const bool from_file = given(options, "from");
  const bool changes =
      from_file ? before.file.empty() || with.axis != before.axis : with != before || !before.file.empty();
  if (there && changes && !given(options, "replace")) refuse_change(catalog, before, options);
  curate::check_axis(dataset, with.axis);
  if (from_file) return curate::split_dataset_from(dataset, with, options["from"].as<std::string>(), author);
  // What a file said of folds and their names is replaced with it.
  if (!with.file.empty()) with = parameters_from(options, {.name = name, .axis = before.axis});
  return curate::split_dataset(dataset, with, author);
}

void add_split_options(Arguments& arguments) {
  arguments.add()("name", "The split's name", cxxopts::value<std::string>());
  arguments.add()("k,folds", "How many folds (5)", cxxopts::value<int>());
  arguments.add()("by", "What stays together: frame, clip, case, subject or source (subject)",
                  cxxopts::value<std::string>());
  arguments.add()("unknown",
                  "Clips that name neither subject nor case: together, one fold for those of a source; join, with all "
                  "clips of their source; or leave-out (together)",
                  cxxopts::value<std::string>());
  arguments.add()("leave-out-unknown", "As --unknown leave-out; goes with the next version");
  arguments.add()("seed", "Decides between equally good folds (0)", cxxopts::value<std::uint64_t>());
  arguments.add()("axis", "The labels to spread evenly (the dataset's main axis)", cxxopts::value<std::string>());
  arguments.add()("from", "Take the folds from a CSV file: columns clip or path, and split or fold",
                  cxxopts::value<std::string>());
  arguments.add()("keep", "Old groups stay in their folds; only new clips are placed");
  arguments.add()("replace", "Make a split that is there otherwise");
  arguments.add()("remove", "Remove the split");
  arguments.add()("why", "Why: stands beside the decision for good", cxxopts::value<std::string>());
  arguments.add()("json", "One JSON document on stdout");
  arguments.positional({"name"});
}

}  // namespace

int cmd_split(const Context& context, const Words& words) {
  Arguments arguments("split", "NAME [--folds K] [--by frame|clip|case|subject|source] [options]",
                      "Divides the clips into folds: whole groups of clips that belong together, every label spread\n"
                      "evenly, balanced in clips and frames. The same seed gives the same folds. By clip and by frame\n"
                      "only show what leaks. A split that is there already is made again as it was made; with --keep\n"
                      "no old group moves. With --from, a file says the folds; exit code 1 if they leak.",
                      {"sonoset -C lungs split main --folds 5",
                       "sonoset -C lungs split severity --folds 4 --axis severity --unknown leave-out",
                       "sonoset -C lungs split main --keep", "sonoset -C lungs split theirs --from folds.csv"});
  add_split_options(arguments);
  const auto options = arguments.parse(words, {"name"});
  if (!options) return kDone;
  check_together(*options);
  const auto name = (*options)["name"].as<std::string>();
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  if (given(*options, "remove")) {
    curate::remove_split(dataset, name, author_from(*options));
    fmt::print("split '{}' is removed\n", name);
    return kDone;
  }
  const curate::KeptSplit kept = make(dataset, name, *options);
  const publish::SplitReport report = publish::report_split(kept, dataset.catalog());
  if (given(*options, "json")) {
    fmt::print("{}\n", publish::to_json(report));
  } else {
    fmt::print("{}", publish::to_text(report, Console::width(STDOUT_FILENO).value_or(0)));
  }
  return given(*options, "from") && kept.leaks.clips > 0 ? kDoneWithFindings : kDone;
}
