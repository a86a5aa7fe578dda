#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "curate/label/resolve.h"
#include "curate/label/resolve_plan.h"
#include "curate/label/undo.h"
#include "curate/outcomes.h"
#include "curate/sectors/sector_votes.h"
#include "publish/table_text.h"
#include "say.h"
#include "undo_options.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;

std::string box_text(const model::Region& region) {
  return fmt::format("{} x {} at {},{}", region.width, region.height, region.x, region.y);
}

// The commands that make the frames of these clips again: what import does with a region that changed.
void print_imports(const Context& context, curate::Dataset& dataset, const std::vector<std::string>& clips) {
  std::set<std::string> manifests;
  for (const std::string& clip : clips) {
    if (const auto manifest = catalog::manifest_of(dataset.catalog(), clip)) manifests.insert(*manifest);
  }
  if (manifests.empty()) return;
  say("{} to be cropped again; import with the same options as before:\n", base::counted(clips.size(), "clip"));
  for (const std::string& manifest : manifests) {
    const auto outcomes = curate::read_outcomes(dataset.manifests_folder(), manifest);
    const bool all = outcomes && outcomes->recipe.sectors > 0;
    say("  sonoset -C {} import {}.yaml{}\n", context.dataset.string(), manifest, all ? " --region auto" : "");
  }
}

catalog::Table table_of(const curate::ResolvePlan& plan) {
  catalog::Table table;
  table.columns = {"line", "code", "id", "answer", "by", "findings", "region"};
  for (const auto& [row, findings, region] : plan.changes) {
    table.rows.push_back({std::int64_t{row.line}, row.code, row.id, std::string(to_string(row.answer)), row.author.who,
                          std::int64_t{findings}, region ? box_text(*region) : ""});
  }
  return table;
}

nlohmann::ordered_json to_json(const curate::ResolvePlan& plan, bool dry) {
  nlohmann::ordered_json changes = nlohmann::ordered_json::array();
  for (const auto& [row, findings, region] : plan.changes) {
    nlohmann::ordered_json box;
    if (region) box = {{"x", region->x}, {"y", region->y}, {"width", region->width}, {"height", region->height}};
    changes.push_back({{"line", row.line},
                       {"code", row.code},
                       {"id", row.id},
                       {"answer", to_string(row.answer)},
                       {"by", row.author.who},
                       {"reason", row.author.why},
                       {"findings", findings},
                       {"region", std::move(box)}});
  }
  return {{"dry_run", dry},
          {"changes", std::move(changes)},
          {"unchanged", plan.unchanged},
          {"without_answer", plan.without_answer}};
}

std::vector<std::string> clips_with_regions(const curate::ResolvePlan& plan) {
  std::vector<std::string> clips;
  for (const curate::ResolveChange& change : plan.changes) {
    if (change.region) clips.push_back(change.row.id);
  }
  return clips;
}

void print_resolutions(const Context& context, curate::Dataset& dataset, const curate::ResolvePlan& plan, Way way,
                       bool dry) {
  if (dry && !plan.changes.empty()) say("{}", Lines{publish::to_text(table_of(plan))});
  std::int64_t findings = 0;
  for (const curate::ResolveChange& change : plan.changes) findings += change.findings;
  say("{} {}{}\n", base::counted(findings, "finding"), dry ? "would be " : "",
      way == Way::Undo ? "reopened" : "resolved");
  if (plan.unchanged > 0) {
    say("{} without a change: {}\n", base::counted(plan.unchanged, "row"),
        way == Way::Undo ? "nothing to undo" : "already recorded");
  }
  if (plan.without_answer > 0) say("{} without an answer skipped\n", base::counted(plan.without_answer, "row"));
  const std::vector<std::string> clips = clips_with_regions(plan);
  if (clips.empty()) return;
  say("{} {}{}\n", base::counted(clips.size(), "region"), dry ? "would be " : "",
      way == Way::Undo ? "taken back" : "accepted");
  if (!dry) print_imports(context, dataset, clips);
}

int resolve_rows(const Context& context, const cxxopts::ParseResult& options, curate::Dataset& dataset,
                 const curate::ResolveRows& rows) {
  const Way way = way_of(options);
  const bool dry = options.count("dry-run") > 0;
  const curate::ResolvePlan plan = way == Way::Undo ? curate::plan_undo_resolutions(dataset, rows, author_of(options))
                                                    : curate::plan_resolutions(dataset, rows);
  if (!dry) curate::carry_out(dataset, plan);
  if (options.count("json") > 0) {
    print_document(to_json(plan, dry));
  } else {
    print_resolutions(context, dataset, plan, way, dry);
  }
  return kDone;
}

int resolve_from_file(const Context& context, const cxxopts::ParseResult& options) {
  if (options.count("code") > 0) {
    throw Error(Code::InvalidInput, "--from takes codes and ids from the file; leave out CODE and ID");
  }
  if (way_of(options) == Way::Redo) {
    throw Error(Code::InvalidInput, "--redo cannot be used with --from; record the file again");
  }
  const auto file = options["from"].as<std::string>();
  const auto otherwise = options.count("accept") > 0 ? std::optional(curate::Answer::Accept) : std::nullopt;
  const curate::ResolveRows rows = curate::read_answers(base::read_text(file), file, otherwise, author_of(options));
  const bool dry = options.count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, dry ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  return resolve_rows(context, options, dataset, rows);
}

void add_resolve_options(Arguments& arguments) {
  arguments.add()("code", "Code of the finding, see 'sonoset list findings'", cxxopts::value<std::string>(), "CODE");
  arguments.add()("id", "Id of the clip, source or object", cxxopts::value<std::string>(), "ID");
  arguments.add()("accept", "Do what the finding proposes (sector-differs)");
  arguments.add()("from", "Answer the findings of a CSV file", cxxopts::value<std::string>(), "FILE");
  arguments.add()("dry-run", "With --from: only show what would change");
  arguments.add()("json", "With --from: print one JSON document");
  add_undo(arguments, "resolution");
  add_author(arguments);
  arguments.positional({"code", "id"});
}

void check_resolve_words(const cxxopts::ParseResult& options, Way way) {
  for (const auto& [needed, name] :
       {std::pair("code", "argument CODE"), std::pair("id", "argument ID"), std::pair("why", "option --why")}) {
    if (options.count(needed) > 0) continue;
    throw Error(Code::InvalidInput, fmt::format("missing {}; see 'sonoset resolve --help'", name));
  }
  for (const char* other : {"dry-run", "json"}) {
    if (options.count(other) == 0) continue;
    throw Error(Code::InvalidInput, fmt::format("--{} needs --from FILE", other));
  }
  if (options.count("accept") > 0 && way != Way::Forward) {
    throw Error(Code::InvalidInput, "--accept cannot be used with --undo or --redo");
  }
}

}  // namespace

int cmd_resolve(const Context& context, const Words& words) {
  Arguments arguments(
      "resolve", "(CODE ID | --from FILE [--dry-run]) --why TEXT [--by NAME] [--accept] [--undo | --redo]",
      "Marks the findings with this code on one clip, source or object as resolved. --undo is recorded too;\n"
      "the history is kept. With --accept, a clip gets the region that 'sector-differs' proposes at the next import,\n"
      "unless its manifest has one.\n\n"
      "A file has the columns code, id and answer (accept or dismiss), and may have by and reason; where these are\n"
      "empty, --by and --why apply. The output of 'list findings --format csv' may be used: rows without an answer\n"
      "are skipped, or accepted with --accept. All answers are recorded, or none. With --undo, those of them that are\n"
      "recorded are undone.",
      {"sonoset -C lungs resolve frame-count-differs s01-a --why 'the header is wrong, the clip is complete'",
       "sonoset -C lungs resolve frame-count-differs s01-a --undo --why 'the clip is incomplete'",
       "sonoset -C lungs list findings --where code=sector-differs --format csv > votes.csv",
       "sonoset -C lungs resolve --from votes.csv --accept --why 'looked at each' --dry-run"});
  add_resolve_options(arguments);
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  if (options->count("from") > 0) return resolve_from_file(context, *options);
  const Way way = way_of(*options);
  check_resolve_words(*options, way);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const auto code = curate::present_name((*options)["code"].as<std::string>());
  const auto id = (*options)["id"].as<std::string>();
  const curate::Author author = author_of(*options);
  if (options->count("accept") > 0) {
    curate::check(author);
    return resolve_rows(context, *options, dataset, {"", {{0, code, id, curate::Answer::Accept, author, ""}}});
  }
  const auto act = way == Way::Undo ? curate::undo_resolve : way == Way::Redo ? curate::redo_resolve : curate::resolve;
  const int count = act(dataset, code, id, author);
  say("{} {}\n", base::counted(count, "finding"),
      way == Way::Undo   ? "reopened"
      : way == Way::Redo ? "resolved again"
                         : "resolved");
  if (code == curate::kSectorDiffers && way != Way::Forward) print_imports(context, dataset, {id});
  return kDone;
}
