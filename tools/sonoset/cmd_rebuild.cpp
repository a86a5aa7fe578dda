#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "catalog/digest.h"
#include "curate/maintain/rebuild.h"
#include "failures_json.h"
#include "interrupt.h"
#include "progress.h"
#include "recipe_options.h"
#include "verbs.h"

namespace {

curate::RebuildOptions rebuild_options(const cxxopts::ParseResult& options) {
  curate::RebuildOptions result;
  result.manifests = folders_of(options, "manifest");
  result.import.jobs = jobs_of(options);
  result.import.recipe = recipe_of(options);
  const auto format = options["format"].as<std::string>();
  if (format != "png" && format != "jpeg") {
    throw base::Error(base::Code::InvalidInput, "--format takes png or jpeg");
  }
  result.import.recipe.format = format == "png" ? model::StillFormat::Png : model::StillFormat::Jpeg95;
  result.import.worker = base::own_path().parent_path() / "sonoset-worker";
  result.import.limits = worker_limits_of(options);
  result.import.version = SONOSET_VERSION;
  return result;
}

void print_rebuilt(const curate::RebuildSummary& summary, const std::string& digest, bool json) {
  if (json) {
    fmt::print("{}\n", nlohmann::json{{"manifests", summary.manifests},
                                      {"clips", summary.clips},
                                      {"done", summary.done},
                                      {"frames", summary.frames},
                                      {"failed_before", summary.failed},
                                      {"to_import", summary.planned},
                                      {"failures", failures_json(summary.failures)},
                                      {"stopped", summary.stopped},
                                      {"catalog_digest", digest}}
                           .dump(2));
    return;
  }
  if (summary.stopped) return;
  fmt::print("the catalog is back: {} manifests, {} clips, {} of them with frames ({})\n", summary.manifests,
             summary.clips, summary.done, summary.frames);
  if (summary.failed > 0) fmt::print("{} clips failed before, and still do\n", summary.failed);
  if (summary.planned > 0) {
    fmt::print("{} clips have no file here yet: import their manifest again\n", summary.planned);
  }
  for (const model::Finding& failure : summary.failures) {
    fmt::print("{}: {}: {}; {}\n", failure.code, failure.id, failure.message, model::finding_code(failure.code).next);
  }
  fmt::print("catalog digest: {}\n", digest);
}

}  // namespace

int cmd_rebuild(const Context& context, const Words& words) {
  Arguments arguments(
      "rebuild", "[--manifest FILE]… [options]",
      "Makes the catalog again from what else the dataset has: manifests, locks, imported files, decisions.\n"
      "Frames are made again from the imported files; nothing is downloaded. The old catalog, if there is\n"
      "one, stays until the new one is whole: stopped or killed, nothing has changed.\n"
      "Where a dataset was made by version 0.1 and with a sampling of its own, give the options of its import.",
      {"sonoset -C lungs rebuild", "sonoset -C lungs rebuild --manifest lungs.yaml"});
  arguments.add()("manifest", "A manifest whose copy is missing; more than one goes",
                  cxxopts::value<std::vector<std::string>>());
  add_recipe_options(arguments);
  arguments.add()("format", "png (without loss) or jpeg (quality 95)",
                  cxxopts::value<std::string>()->default_value("png"));
  add_worker_options(arguments);
  arguments.add()("json", "One JSON document on stdout");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const curate::RebuildOptions wanted = rebuild_options(*options);
  curate::RebuildSummary summary;
  {
    Progress progress("clips");
    curate::ImportHooks hooks;
    hooks.progress = [&](const curate::ImportProgress& now) {
      progress.show(now.done, now.total, fmt::format("{} frames", now.frames));
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
  if (summary.stopped) fmt::print(stderr, "stopped; nothing has changed\n");
  return summary.stopped || !summary.failures.empty() ? kDoneWithFindings : kDone;
}
