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
#include "split_options.h"
#include "verbs.h"

namespace {

using Options = cxxopts::ParseResult;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

bool given(const Options& options, const char* name) { return options.count(name) > 0; }

[[noreturn]] void refuse_change(catalog::Catalog& catalog, const model::SplitParameters& before,
                                const Options& options) {
  refuse(fmt::format("split '{}' already exists, with {}; to change it, run: {}", before.name, words_of(before),
                     curate::command_line(catalog, fmt::format("split {}{} --replace", before.name, typed(options)))));
}

void check_together(const Options& options) {
  const auto refuse_with = [&](const char* one, std::initializer_list<const char*> others) {
    if (!given(options, one)) return;
    for (const char* other : others) {
      if (given(options, other)) refuse(fmt::format("--{} cannot be used with --{}", other, one));
    }
  };
  refuse_with("remove", {"from", "keep", "replace", "folds", "by", "unknown", "seed", "axis", "test", "holdout",
                         "balance", "extend-test", "json"});
  refuse_with("keep", {"from", "replace", "folds", "by", "unknown", "seed", "axis", "test", "holdout", "balance"});
  refuse_with("from", {"folds", "by", "unknown", "seed", "test", "holdout", "balance", "extend-test"});
  refuse_with("test", {"holdout", "extend-test"});
  refuse_with("holdout", {"extend-test"});
}

// --by means something else here, so the author is the user.
curate::Author author_from(const Options& options) {
  const std::string user = user_name();
  return {user.empty() ? "unknown" : user, given(options, "why") ? options["why"].as<std::string>() : ""};
}

/// A test set is made anew only where --test or --holdout asks for it.
curate::TestSetOf test_set_of(const Options& options, const std::optional<model::Split>& there,
                              const model::SplitParameters& with) {
  const bool has = there && model::has_test_set(there->parameters) && model::has_test_set(with);
  const bool extends = given(options, "extend-test");
  if (extends && !has) refuse("--extend-test: the split has no test set");
  const bool asked = given(options, "replace") && (given(options, "test") || given(options, "holdout"));
  if (!has || asked) return curate::TestSetOf::New;
  return extends ? curate::TestSetOf::BeforeExtended : curate::TestSetOf::Before;
}

curate::KeptSplit make(curate::Dataset& dataset, const std::string& name, const Options& options) {
  catalog::Catalog& catalog = dataset.catalog();
  const curate::Author author = author_from(options);
  const std::optional<model::Split> there = catalog::find_split(catalog, name);
  if (given(options, "keep")) {
    if (there) test_set_of(options, there, there->parameters);
    return curate::continue_dataset_split(dataset, name, given(options, "extend-test"), author);
  }
  model::SplitParameters before;
  before.name = name;
  before.axis = catalog::main_axis(catalog);
  if (there) before = there->parameters;
  const bool from_file = given(options, "from");
  // Folds and fold names that came from a file are not kept.
  const model::SplitParameters base =
      before.file.empty() ? before : model::SplitParameters{.name = name, .axis = before.axis};
  const model::SplitParameters with = parameters_from(options, base);
  const bool changes =
      from_file ? before.file.empty() || with.axis != before.axis : with != before || !before.file.empty();
  if (there && changes && !given(options, "replace")) refuse_change(catalog, before, options);
  for (const std::string& axis : model::axes_of(with)) curate::check_axis(dataset, axis);
  if (from_file) return curate::split_dataset_from(dataset, with, options["from"].as<std::string>(), author);
  return curate::split_dataset(dataset, with, test_set_of(options, there, with), author);
}

// --leave-out-unknown is the old spelling of --unknown leave-out, accepted for one more version.
Words without_old_spelling(Words words) {
  if (std::erase(words, "--leave-out-unknown") == 0) return words;
  for (const std::string& word : words) {
    if (word.starts_with("--unknown")) refuse("--leave-out-unknown cannot be used with --unknown");
  }
  words.insert(words.end(), {"--unknown", "leave-out"});
  return words;
}

void add_split_options(Arguments& arguments) {
  arguments.add()("name", "Name of the split", cxxopts::value<std::string>(), "SPLIT");
  arguments.add()("k,folds", "Number of folds (default: 5)", cxxopts::value<int>(), "K");
  arguments.add()("by", "Keep together: frame, clip, case, subject or source (default: subject)",
                  cxxopts::value<std::string>(), "frame|clip|case|subject|source");
  arguments.add()("unknown", "Clips without subject and case: together, join or leave-out (default: together)",
                  cxxopts::value<std::string>(), "together|join|leave-out");
  arguments.add()("seed", "Random seed; picks among equally balanced folds (default: 0)",
                  cxxopts::value<std::uint64_t>(), "N");
  arguments.add()("axis", "Spread the labels of AXIS evenly (default: main axis; may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "AXIS");
  arguments.add()("balance", "Weights (default: labels, clips, frames 1; source, probe 0)",
                  cxxopts::value<std::vector<std::string>>(), "WHAT[=WEIGHT],…");
  arguments.add()("test", "Set aside a fixed test set of this share", cxxopts::value<double>(), "SHARE");
  arguments.add()("holdout", "Test set: all clips with this value, such as source=ID (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "COLUMN=VALUE");
  arguments.add()("extend-test", "Add clips that are linked to the test set, or held out, to it");
  arguments.add()("from", "Read folds from a CSV file: columns clip or path, split or fold",
                  cxxopts::value<std::string>(), "FILE");
  arguments.add()("keep", "Keep existing groups in their folds; assign only new clips");
  arguments.add()("replace", "Replace an existing split");
  arguments.add()("remove", "Remove the split");
  arguments.add()("why", "Reason, recorded with the decision", cxxopts::value<std::string>(), "TEXT");
  arguments.add()("json", "Print one JSON document");
  arguments.positional({"name"});
}

}  // namespace

int cmd_split(const Context& context, const Words& words) {
  Arguments arguments(
      "split", "SPLIT [--folds K] [--test SHARE] [options]",
      "Divides clips into folds. Clips that belong together stay together; labels, clips and frames are\n"
      "spread evenly. The same seed gives the same folds. Splits by clip or frame leak; use them only for "
      "demonstration.\n"
      "An existing split is recomputed with its original options; with --keep, existing groups keep their folds.\n"
      "With --from, folds are read from a file; exit code 1 if they leak.\n\n"
      "With --test or --holdout the split also has a test set. It stays as it is when the split is computed again:\n"
      "later clips that are linked to it are in no fold, and are listed, unless --extend-test adds them to it.\n"
      "--holdout takes source, manifest, subject, case or probe.\n\n"
      "Unknown clips (no subject, no case) of one source share a fold (--unknown together), share it\n"
      "with all clips of that source (join), or are in no fold (leave-out).",
      {"sonoset -C lungs split main --folds 5",
       "sonoset -C lungs split severity --folds 4 --axis severity --unknown leave-out",
       "sonoset -C lungs split main --folds 5 --test 0.2 --balance source,probe",
       "sonoset -C lungs split bedside --folds 4 --holdout source=bedside", "sonoset -C lungs split main --keep",
       "sonoset -C lungs split theirs --from folds.csv"});
  add_split_options(arguments);
  const auto options = arguments.parse(without_old_spelling(words), {"name"});
  if (!options) return kDone;
  check_together(*options);
  const auto name = (*options)["name"].as<std::string>();
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  if (given(*options, "remove")) {
    curate::remove_split(dataset, name, author_from(*options));
    say("split '{}' removed\n", name);
    return kDone;
  }
  const curate::KeptSplit kept = make(dataset, name, *options);
  const publish::SplitReport report = publish::report_split(kept, dataset.catalog());
  if (given(*options, "json")) {
    say("{}\n", JsonText{publish::to_json(report)});
  } else {
    say("{}", Lines{publish::to_text(report, Console::width(STDOUT_FILENO).value_or(0))});
  }
  return given(*options, "from") && kept.leaks.clips > 0 ? kDoneWithFindings : kDone;
}
