#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "base/text.h"
#include "catalog/digest.h"
#include "curate/maintain/rebuild.h"
#include "failures_json.h"
#include "interrupt.h"
#include "option_groups.h"
#include "progress.h"
#include "recipe_options.h"
#include "say.h"
#include "verbs.h"

namespace {

curate::RebuildOptions rebuild_options(const cxxopts::ParseResult& options) {
  curate::RebuildOptions result;
  result.manifests = folders_of(options, "manifest");
  result.import.jobs = jobs_of(options);
  result.import.recipe = recipe_of(options);
  result.import.recipe.sectors = sectors_of(options);
  const auto format = options["format"].as<std::string>();
  if (format != "png" && format != "jpeg") {
    throw base::Error(base::Code::InvalidInput, "--format must be png or jpeg");
  }
  result.import.recipe.format = format == "png" ? model::StillFormat::Png : model::StillFormat::Jpeg95;
  result.import.worker = base::own_path().parent_path() / "sonoset-worker";
  result.import.limits = worker_limits_of(options);
  result.import.recipe.text = text_of(options);
  result.import.version = SONOSET_VERSION;
  return result;
}

void print_rebuilt(const curate::RebuildSummary& summary, const std::string& digest, bool json) {
  if (json) {
    print_document(nlohmann::json{{"manifests", summary.manifests},
                                  {"clips", summary.clips},
                                  {"done", summary.done},
                                  {"frames", summary.frames},
                                  {"failed_before", summary.failed},
                                  {"to_import", summary.planned},
                                  {"failures", failures_json(summary.failures)},
                                  {"wrong_decisions", decisions_json(summary.wrong_decisions)},
                                  {"stopped", summary.stopped},
                                  {"catalog_digest", digest}});
    return;
  }
  if (summary.stopped) return;
  say("catalog rebuilt: {}, {} ({} with frames), {}\n", base::counted(summary.manifests, "manifest"),
      base::counted(summary.clips, "clip"), summary.done, base::counted(summary.frames, "frame"));
  if (summary.failed > 0) say("{} failed as in the last import\n", base::counted(summary.failed, "clip"));
  if (summary.planned > 0) {
    say("{} not imported yet; run import with their manifest\n", base::counted(summary.planned, "clip"));
  }
  for (const model::Finding& failure : summary.failures) {
    say("{}: {}: {}; {}\n", failure.code, failure.id, failure.message, model::finding_code(failure.code).next);
  }
  print_decisions(summary.wrong_decisions);
  say("catalog digest: {}\n", digest);
}

}  // namespace

int cmd_rebuild(const Context& context, const Words& words) {
  Arguments arguments(
      "rebuild", "[--manifest FILE]… [options]",
      "Rebuilds the catalog from the dataset's manifests, locks, imported files and decisions. Frames are\n"
      "sampled again from the imported files; nothing is downloaded. An old catalog is only replaced by a\n"
      "complete new one: an interrupted run changes nothing.\n\n"
      "If version 0.1 made the dataset with sampling options, give the same options here.",
      {"sonoset -C lungs rebuild", "sonoset -C lungs rebuild --manifest lungs.yaml"});
  arguments.add()("manifest", "Manifest missing from the dataset (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "FILE");
  add_recipe_options(arguments);
  add_auto_region_option(arguments);
  add_read_text_option(arguments);
  add_worker_options(arguments);
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("format", "Frame files: png, or jpeg of quality 95", cxxopts::value<std::string>()->default_value("png"),
         "png|jpeg");
  output("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const curate::RebuildOptions wanted = rebuild_options(*options);
  curate::RebuildSummary summary;
  {
    Progress progress("clips");
    curate::ImportHooks hooks;
    hooks.progress = [&](const curate::ImportProgress& now) {
      progress.show(now.done, now.total, base::counted(now.frames, "frame"));
    };
    hooks.stop = stop_at_interrupt();
    summary = curate::rebuild(context.dataset, wanted, hooks);
  }
  std::string digest;
  if (!summary.stopped) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    digest = catalog::digest(dataset.catalog()).hex();
  }
  print_rebuilt(summary, digest, options->count("json") > 0);
  if (summary.stopped) say(stderr, "stopped; nothing was changed\n");
  const bool whole = summary.failures.empty() && summary.wrong_decisions.empty();
  return summary.stopped || !whole ? kDoneWithFindings : kDone;
}
