#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/label/decide.h"
#include "curate/label/resolve.h"
#include "curate/label/undo.h"
#include "curate/split/stale_splits.h"
#include "publish/table_text.h"
#include "verbs.h"

namespace {

void add_undo(Arguments& arguments, const std::string& what) {
  arguments.add()("undo", "Take the last " + what + " back; again: the one before");
  arguments.add()("redo", "Take the last --undo back");
}

enum class Way { Forward, Undo, Redo };

Way way_of(const cxxopts::ParseResult& options) {
  if (options.count("undo") > 0 && options.count("redo") > 0) {
    throw base::Error(base::Code::InvalidInput, "--undo or --redo, not both");
  }
  return options.count("undo") > 0 ? Way::Undo : options.count("redo") > 0 ? Way::Redo : Way::Forward;
}

// What was taken back or counts again, and what is in effect now.
void print_label(curate::Dataset& dataset, const catalog::Decision& decision, Way way) {
  const auto what = nlohmann::json::parse(decision.what);
  const auto clip = what.at("clip").get<std::string>();
  const auto axis = what.at("axis").get<std::string>();
  std::string now = "nothing";
  const catalog::Listing in_effect{.kind = "labels", .filters = {{"clip", clip}, {"axis", axis}, {"in_effect", "yes"}}};
  const catalog::Table table = catalog::list(dataset.catalog(), in_effect);
  const auto column = static_cast<std::size_t>(std::ranges::find(table.columns, "value") - table.columns.begin());
  if (!table.rows.empty()) now = "'" + std::get<std::string>(table.rows.front().at(column)) + "'";
  fmt::print("{} of clip {}: '{}' by {} {}; in effect now: {}\n", axis, clip, what.at("value").get<std::string>(),
             publish::printable(decision.who), way == Way::Undo ? "is taken back" : "counts again", now);
}

}  // namespace

int cmd_label(const Context& context, const Words& words) {
  Arguments arguments(
      "label", "CLIP AXIS [VALUE] --why TEXT [--by NAME] [--annotator] [--undo | --redo]",
      "Says what a clip shows. Nothing is overwritten: the last curator's decision is in effect, else\n"
      "the manifest's label, else the annotators' majority. --undo is a decision too: the history stays.",
      {"sonoset -C lungs label s01-a diagnosis healthy --why 'PCR negative, see notes'",
       "sonoset -C lungs label s01-a diagnosis --undo --why 'that was another clip'"});
  arguments.add()("clip", "The clip's id", cxxopts::value<std::string>());
  arguments.add()("axis", "An axis of the taxonomy", cxxopts::value<std::string>());
  arguments.add()("value", "One of its values", cxxopts::value<std::string>());
  arguments.add()("annotator", "An opinion among others, not a curator's decision");
  add_undo(arguments, "decision on the clip's axis");
  add_author(arguments);
  arguments.positional({"clip", "axis", "value"});
  const auto options = arguments.parse(words, {"clip", "axis", "why"});
  if (!options) return kDone;
  const Way way = way_of(*options);
  if ((options->count("value") == 0) == (way == Way::Forward)) {
    throw base::Error(base::Code::InvalidInput, way == Way::Forward
                                                    ? "value is missing; see 'sonoset label --help'"
                                                    : "--undo and --redo take CLIP and AXIS, and no value");
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
    fmt::print("split '{}' is stale: {}\n", split, why);
  }
  return kDone;
}

int cmd_resolve(const Context& context, const Words& words) {
  Arguments arguments(
      "resolve", "CODE ID --why TEXT [--by NAME] [--undo | --redo]",
      "Marks findings with this code about one clip, source or object as dealt with. --undo is a decision\n"
      "too: the history stays.",
      {"sonoset -C lungs resolve frame-count-differs s01-a --why 'the header lies, the clip is whole'",
       "sonoset -C lungs resolve frame-count-differs s01-a --undo --why 'it does not'"});
  arguments.add()("code", "The finding's code: see 'sonoset list findings'", cxxopts::value<std::string>());
  arguments.add()("id", "What it is about", cxxopts::value<std::string>());
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
  fmt::print("{} {}\n", count, way == Way::Undo ? "open again" : way == Way::Redo ? "resolved again" : "resolved");
  return kDone;
}
