#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/label/decide.h"
#include "curate/label/label_plan.h"
#include "curate/label/undo.h"
#include "curate/split/stale_splits.h"
#include "publish/table_text.h"
#include "say.h"
#include "stale_text.h"
#include "undo_options.h"
#include "verbs.h"

namespace {

// Which decision was undone or redone, and which label is in effect now.
void print_label(curate::Dataset& dataset, const catalog::Decision& decision, Way way) {
  const auto what = nlohmann::json::parse(decision.what);
  const auto clip = what.at("clip").get<std::string>();
  const auto axis = what.at("axis").get<std::string>();
  std::string now = "none";
  const catalog::Listing in_effect{.kind = "labels", .filters = {{"clip", clip}, {"axis", axis}, {"in_effect", "yes"}}};
  const catalog::Table table = catalog::list(dataset.catalog(), in_effect);
  const auto column = static_cast<std::size_t>(std::ranges::find(table.columns, "value") - table.columns.begin());
  if (!table.rows.empty()) now = "'" + std::get<std::string>(table.rows.front().at(column)) + "'";
  say("{} of clip {}: '{}' by {} {}; now in effect: {}\n", axis, clip, what.at("value").get<std::string>(),
      decision.who, way == Way::Undo ? "undone" : "restored", now);
}

model::Role role_of(const cxxopts::ParseResult& options) {
  return options.count("annotator") > 0 ? model::Role::Annotator : model::Role::Curator;
}

void print_stale_splits(const Context& context, curate::Dataset& dataset) {
  for (const auto& [split, why] : curate::stale_splits(dataset.catalog())) {
    say("{}\n", stale_text(context.dataset, split, why));
  }
}

// A row for each label, with the value in effect before and after.
catalog::Table table_of(const curate::LabelPlan& plan) {
  catalog::Table table;
  table.columns = {"line", "clip", "axis", "value", "by", "before", "after"};
  for (const auto& [row, before, after] : plan.changes) {
    table.rows.push_back(
        {std::int64_t{row.line}, row.clip, row.label.axis, row.label.value, row.label.by, before, after});
  }
  return table;
}

void print_plan(const curate::LabelPlan& plan, Way way, bool dry) {
  if (dry && !plan.changes.empty()) say("{}", Lines{publish::to_text(table_of(plan))});
  const auto in_effect = std::ranges::count_if(
      plan.changes, [](const curate::LabelChange& change) { return change.before != change.after; });
  say("{} {}{}; {} in effect {}\n", base::counted(plan.changes.size(), "label"), dry ? "would be " : "",
      way == Way::Undo ? "undone" : "recorded", base::counted(in_effect, "value"), dry ? "would change" : "changed");
  if (plan.unchanged > 0) {
    say("{} without a change: {}\n", base::counted(plan.unchanged, "row"),
        way == Way::Undo ? "nothing to undo" : "already recorded");
  }
}

nlohmann::ordered_json to_json(const curate::LabelPlan& plan, bool dry) {
  nlohmann::ordered_json changes = nlohmann::ordered_json::array();
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
  };
  for (const auto& [row, before, after] : plan.changes) {
    changes.push_back({{"line", row.line},
                       {"clip", row.clip},
                       {"axis", row.label.axis},
                       {"value", row.label.value},
                       {"by", row.label.by},
                       {"evidence", row.label.evidence},
                       {"before", text_or_null(before)},
                       {"after", text_or_null(after)}});
  }
  return {{"dry_run", dry}, {"changes", std::move(changes)}, {"unchanged", plan.unchanged}};
}

int label_from_file(const Context& context, const cxxopts::ParseResult& options) {
  const Way way = way_of(options);
  if (options.count("clip") > 0) {
    throw base::Error(base::Code::InvalidInput, "--from takes clips and values from the file; leave out CLIP");
  }
  if (way == Way::Redo) {
    throw base::Error(base::Code::InvalidInput, "--redo cannot be used with --from; record the file again");
  }
  const bool dry = options.count("dry-run") > 0;
  const curate::Author author = author_of(options);
  curate::Dataset dataset(context.dataset, dry ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  const auto file = options["from"].as<std::string>();
  const auto rows = curate::read_labels(dataset, base::read_text(file), file, role_of(options), author);
  const curate::LabelPlan plan =
      way == Way::Undo ? curate::plan_undo(dataset, rows, author) : curate::plan_labels(dataset, rows);
  if (!dry) curate::decide_all(dataset, plan.decisions);
  if (options.count("json") > 0) {
    print_document(to_json(plan, dry));
    return kDone;
  }
  print_plan(plan, way, dry);
  if (!dry) print_stale_splits(context, dataset);
  return kDone;
}

void add_label_options(Arguments& arguments) {
  arguments.add()("clip", "Id of the clip", cxxopts::value<std::string>(), "CLIP");
  arguments.add()("axis", "Axis of the taxonomy", cxxopts::value<std::string>(), "AXIS");
  arguments.add()("value", "Value on this axis", cxxopts::value<std::string>(), "VALUE");
  arguments.add()("annotator", "Record an annotator's opinion, not a curator's decision");
  arguments.add()("from", "Record the labels of a CSV file", cxxopts::value<std::string>(), "FILE");
  arguments.add()("dry-run", "With --from: only show what would change");
  arguments.add()("json", "With --from: print one JSON document");
  add_undo(arguments, "decision on this axis of the clip");
  add_author(arguments);
  arguments.positional({"clip", "axis", "value"});
}

void check_words(const cxxopts::ParseResult& options, Way way) {
  for (const auto& [needed, name] :
       {std::pair("clip", "argument CLIP"), std::pair("axis", "argument AXIS"), std::pair("why", "option --why")}) {
    if (options.count(needed) > 0) continue;
    throw base::Error(base::Code::InvalidInput, fmt::format("missing {}; see 'sonoset label --help'", name));
  }
  for (const char* other : {"dry-run", "json"}) {
    if (options.count(other) == 0) continue;
    throw base::Error(base::Code::InvalidInput, fmt::format("--{} needs --from FILE", other));
  }
  if ((options.count("value") == 0) == (way == Way::Forward)) {
    throw base::Error(base::Code::InvalidInput, way == Way::Forward
                                                    ? "missing argument VALUE; see 'sonoset label --help'"
                                                    : "--undo and --redo take CLIP and AXIS, but no VALUE");
  }
}

}  // namespace

int cmd_label(const Context& context, const Words& words) {
  Arguments arguments(
      "label", "(CLIP AXIS [VALUE] | --from FILE [--dry-run]) --why TEXT [--by NAME] [--annotator] [--undo | --redo]",
      "Records what a clip shows. Nothing is overwritten: the latest curator decision applies, else\n"
      "the manifest's label, else the annotators' majority. --undo is recorded too; the history is kept.\n\n"
      "A file has the columns clip, axis and value, and may have by and evidence; where these are empty, --by and\n"
      "--why apply. All of its labels are recorded, or none. With --undo, those of them that are recorded are undone.",
      {"sonoset -C lungs label s01-a diagnosis healthy --why 'PCR negative, see notes'",
       "sonoset -C lungs label s01-a diagnosis --undo --why 'that was another clip'",
       "sonoset -C lungs label --from reader2.csv --annotator --by reader2 --why 'blinded reading' --dry-run"});
  add_label_options(arguments);
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  if (options->count("from") > 0) return label_from_file(context, *options);
  const Way way = way_of(*options);
  check_words(*options, way);
  const model::Role role = role_of(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const auto clip = (*options)["clip"].as<std::string>();
  const auto axis = (*options)["axis"].as<std::string>();
  const curate::Author author = author_of(*options);
  if (way == Way::Forward) {
    curate::label(dataset, clip, axis, (*options)["value"].as<std::string>(), role, author);
  } else {
    const auto take = way == Way::Undo ? curate::undo_label : curate::redo_label;
    print_label(dataset, take(dataset, clip, axis, role, author), way);
  }
  print_stale_splits(context, dataset);
  return kDone;
}
