#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "base/text.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/label/decide.h"
#include "curate/label/resolve.h"
#include "curate/label/undo.h"
#include "curate/split/stale_splits.h"
#include "publish/table_text.h"
#include "say.h"
#include "stale_text.h"
#include "verbs.h"

namespace {

void add_undo(Arguments& arguments, const std::string& what) {
  arguments.add()("undo", "Undo the last " + what + "; repeat to go further back");
  arguments.add()("redo", "Redo what the last --undo undid");
}

enum class Way { Forward, Undo, Redo };

Way way_of(const cxxopts::ParseResult& options) {
  if (options.count("undo") > 0 && options.count("redo") > 0) {
    throw base::Error(base::Code::InvalidInput, "--undo and --redo cannot be used together");
  }
  return options.count("undo") > 0 ? Way::Undo : options.count("redo") > 0 ? Way::Redo : Way::Forward;
}

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

}  // namespace

int cmd_label(const Context& context, const Words& words) {
  Arguments arguments(
      "label", "CLIP AXIS [VALUE] --why TEXT [--by NAME] [--annotator] [--undo | --redo]",
      "Records what a clip shows. Nothing is overwritten: the latest curator decision applies, else\n"
      "the manifest's label, else the annotators' majority. --undo is recorded too; the history is kept.",
      {"sonoset -C lungs label s01-a diagnosis healthy --why 'PCR negative, see notes'",
       "sonoset -C lungs label s01-a diagnosis --undo --why 'that was another clip'"});
  arguments.add()("clip", "Id of the clip", cxxopts::value<std::string>(), "CLIP");
  arguments.add()("axis", "Axis of the taxonomy", cxxopts::value<std::string>(), "AXIS");
  arguments.add()("value", "Value on this axis", cxxopts::value<std::string>(), "VALUE");
  arguments.add()("annotator", "Record an annotator's opinion, not a curator's decision");
  add_undo(arguments, "decision on this axis of the clip");
  add_author(arguments);
  arguments.positional({"clip", "axis", "value"});
  const auto options = arguments.parse(words, {"clip", "axis", "why"});
  if (!options) return kDone;
  const Way way = way_of(*options);
  if ((options->count("value") == 0) == (way == Way::Forward)) {
    throw base::Error(base::Code::InvalidInput, way == Way::Forward
                                                    ? "value is missing; see 'sonoset label --help'"
                                                    : "--undo and --redo take CLIP and AXIS, but no VALUE");
  }
  const auto role = options->count("annotator") > 0 ? model::Role::Annotator : model::Role::Curator;
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
  for (const auto& [split, why] : curate::stale_splits(dataset.catalog())) {
    say("{}\n", stale_text(context.dataset, split, why));
  }
  return kDone;
}

int cmd_resolve(const Context& context, const Words& words) {
  Arguments arguments(
      "resolve", "CODE ID --why TEXT [--by NAME] [--undo | --redo]",
      "Marks the findings with this code on one clip, source or object as resolved. --undo is recorded too;\n"
      "the history is kept.",
      {"sonoset -C lungs resolve frame-count-differs s01-a --why 'the header is wrong, the clip is complete'",
       "sonoset -C lungs resolve frame-count-differs s01-a --undo --why 'the clip is incomplete'"});
  arguments.add()("code", "Code of the finding, see 'sonoset list findings'", cxxopts::value<std::string>(), "CODE");
  arguments.add()("id", "Id of the clip, source or object", cxxopts::value<std::string>(), "ID");
  add_undo(arguments, "resolution");
  add_author(arguments);
  arguments.positional({"code", "id"});
  const auto options = arguments.parse(words, {"code", "id", "why"});
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const Way way = way_of(*options);
  const auto act = way == Way::Undo ? curate::undo_resolve : way == Way::Redo ? curate::redo_resolve : curate::resolve;
  const int count =
      act(dataset, (*options)["code"].as<std::string>(), (*options)["id"].as<std::string>(), author_of(*options));
  say("{} {}\n", base::counted(count, "finding"),
      way == Way::Undo   ? "reopened"
      : way == Way::Redo ? "resolved again"
                         : "resolved");
  return kDone;
}
