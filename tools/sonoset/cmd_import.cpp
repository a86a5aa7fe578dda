#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "base/text.h"
#include "catalog/digest.h"
#include "curate/import/import.h"
#include "curate/import/object_lock.h"
#include "curate/import/preview.h"
#include "failures_json.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "manifest/manifest.h"
#include "option_groups.h"
#include "progress.h"
#include "recipe_options.h"
#include "say.h"
#include "stale_text.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;

curate::ImportOptions import_options(const cxxopts::ParseResult& options) {
  curate::ImportOptions result;
  result.mirrors = folders_of(options, "mirror");
  result.follow_links = folders_of(options, "follow-links");
  result.jobs = jobs_of(options);
  result.recipe = recipe_of(options);
  result.recipe.sectors = sectors_of(options);
  const auto format = options["format"].as<std::string>();
  if (format != "png" && format != "jpeg") throw Error(Code::InvalidInput, "--format must be png or jpeg");
  result.recipe.format = format == "png" ? model::StillFormat::Png : model::StillFormat::Jpeg95;
  result.allow_removals = options.count("allow-removals") > 0;
  result.worker = base::own_path().parent_path() / "sonoset-worker";
  result.limits = worker_limits_of(options);
  result.recipe.text = text_of(options);
  result.version = SONOSET_VERSION;
  result.max_file_bytes = max_file_bytes_of(options);
  if (options.count("offline") == 0) result.fetch = run_fetch_options_of(options);
  result.retry = options.count("retry") > 0;
  return result;
}

std::vector<manifest::Manifest> manifests_without_problems(const std::vector<std::string>& files,
                                                           const std::vector<std::filesystem::path>& follow_links) {
  ReadManifests read = read_manifests(files, follow_links);
  if (read.problems.empty()) return std::move(read.manifests);
  throw manifest::error_of(Code::InvalidInput, "nothing was imported:", read.problems);
}

using Stale = std::vector<std::pair<std::string, std::string>>;

nlohmann::json to_json(const std::vector<curate::ManifestChanges>& changes) {
  const auto text = [](const std::optional<std::string>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
  };
  nlohmann::json all = nlohmann::json::array();
  for (const curate::ManifestChanges& of : changes) {
    for (const curate::Change& change : of.changes) {
      nlohmann::json attributes = nlohmann::json::array();
      for (const curate::AttributeChange& attribute : change.attributes) {
        attributes.push_back({{"key", attribute.key}, {"from", text(attribute.from)}, {"to", text(attribute.to)}});
      }
      all.push_back({{"manifest", of.manifest},
                     {"what", curate::to_string(change.what)},
                     {"id", change.id},
                     {"how", curate::to_string(change.how)},
                     {"attributes", std::move(attributes)}});
    }
  }
  return all;
}

nlohmann::json to_json(const Stale& splits) {
  nlohmann::json all = nlohmann::json::array();
  for (const auto& [name, why] : splits) all.push_back({{"split", name}, {"why", why}});
  return all;
}

void print_preview(const curate::Preview& preview, bool json) {
  if (json) {
    print_document(nlohmann::json{{"dry_run", true},
                                  {"changes", to_json(preview.changes)},
                                  {"clips_first", preview.clips_first},
                                  {"clips_anew", preview.clips_anew},
                                  {"frames_anew", preview.frames_anew},
                                  {"stale_splits", to_json(preview.stale_splits)}});
    return;
  }
  const std::string text = curate::to_text(preview.changes);
  say("{}", Lines{text.empty() ? "no changes in the manifests\n" : text});
  if (preview.clips_anew > 0) {
    say("{} would be sampled again, replacing {} (kept until gc)\n", base::counted(preview.clips_anew, "clip"),
        base::counted(preview.frames_anew, "frame"));
  }
  if (preview.clips_first > 0) {
    say("{} would be sampled for the first time\n", base::counted(preview.clips_first, "clip"));
  }
  for (const auto& [name, why] : preview.stale_splits) say("split '{}' would become stale: {}\n", name, why);
  say("dry run: nothing written\n");
}

void print_summary(const curate::ImportSummary& summary, const std::filesystem::path& dataset,
                   const std::string& digest, bool json) {
  if (json) {
    print_document(nlohmann::json{{"clips", summary.clips},
                                  {"done", summary.done},
                                  {"done_now", summary.done_now},
                                  {"frames_now", summary.frames_now},
                                  {"stopped", summary.stopped},
                                  {"skipped", summary.skipped},
                                  {"changes", to_json(summary.changes)},
                                  {"stale_splits", to_json(summary.stale_splits)},
                                  {"catalog_digest", digest},
                                  {"failures", failures_json(summary.failures)},
                                  {"wrong_decisions", decisions_json(summary.wrong_decisions)}});
    return;
  }
  say("{}", Lines{curate::to_text(summary.changes)});
  const std::string frames = summary.done_now > 0 ? ", " + base::counted(summary.frames_now, "frame") : "";
  say("{} of {} imported ({} new){}\n", summary.done, base::counted(summary.clips, "clip"), summary.done_now, frames);
  for (const auto& [name, why] : summary.stale_splits) say("{}\n", stale_text(dataset, name, why));
  print_decisions(summary.wrong_decisions);
  std::string last;
  auto failures = summary.failures;
  std::ranges::stable_sort(failures, [](const auto& a, const auto& b) { return a.code < b.code; });
  for (const model::Finding& failure : failures) {
    if (failure.code != last) say("\n{}: {}\n", failure.code, model::finding_code(failure.code).next);
    last = failure.code;
    say("  {}: {}\n", failure.id, failure.message);
  }
  if (failures.empty()) return;
  const std::string before =
      summary.skipped > 0 ? fmt::format(" ({} in an earlier run, not tried again)", summary.skipped) : "";
  say("\n{} failed{}\nrun import again once files are added or replaced, or with --retry to retry all\n",
      base::counted(failures.size(), "clip"), before);
}

void add_options(Arguments& arguments) {
  arguments.add()("manifest", "Manifest files (YAML)", cxxopts::value<std::vector<std::string>>(), "FILE");
  arguments.add()("mirror", "Folder with copies of media files (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "DIR");
  add_link_option(arguments);
  arguments.add()("offline", "Use local files and mirrors only; download nothing");
  arguments.add()("dry-run", "Show what would change; write nothing");
  arguments.add()("retry", "Retry clips that failed with the same file and options");
  arguments.add()("allow-removals", "Allow a manifest to lose more than half its clips");
  add_recipe_options(arguments);
  add_auto_region_option(arguments);
  add_read_text_option(arguments);
  add_run_fetch_options(arguments);
  add_worker_options(arguments);
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("format", "Frame files: png, or jpeg of quality 95", cxxopts::value<std::string>()->default_value("png"),
         "png|jpeg");
  output("write-lock", "Write NAME.lock (URL, digest, size of each file) beside each manifest");
  output("json", "Print one JSON document");
}

}  // namespace

int cmd_import(const Context& context, const Words& words) {
  Arguments arguments(
      "import", "MANIFEST… [--mirror DIR]… [options]",
      "Imports the clips that manifests list. Finds their files beside the manifest or in mirrors, or\n"
      "downloads them; samples and crops frames; records where everything came from. Finished clips and\n"
      "downloads are kept: if a run is interrupted, run the same command again to continue. Reports what a\n"
      "changed manifest added, changed and removed. Files that are no longer needed stay until gc.",
      {"sonoset -C lungs import manifest.yaml",
       "sonoset -C lungs import manifests/pocus-2021.yaml --mirror /media/pocus --offline",
       "sonoset -C lungs import manifest.yaml --dry-run",
       "sonoset -C lungs import manifest.yaml --downloads 8 --per-host 4 --max-size 500",
       "sonoset -C lungs import manifest.yaml --rate 5 --max-frames 0 --format jpeg"});
  add_options(arguments);
  arguments.positional({"manifest"});
  const auto options = arguments.parse(words, {"manifest"});
  if (!options) return kDone;
  const curate::ImportOptions import = import_options(*options);
  const auto manifests =
      manifests_without_problems((*options)["manifest"].as<std::vector<std::string>>(), import.follow_links);
  const bool json = options->count("json") > 0;
  if (options->count("dry-run") > 0) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    print_preview(curate::preview(dataset, manifests, import.recipe, import.allow_removals), json);
    return kDone;
  }
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  curate::ImportSummary summary;
  {
    Progress progress("clips");
    curate::ImportHooks hooks;
    hooks.progress = [&](const curate::ImportProgress& now) {
      std::string note = base::counted(now.frames, "frame");
      if (now.bytes > 0) note += fmt::format(", {:.1f} MB downloaded", static_cast<double>(now.bytes) / 1e6);
      progress.show(now.done, now.total, note);
    };
    hooks.stop = stop_at_interrupt();
    summary = curate::import(dataset, manifests, import, hooks);
  }
  if (options->count("write-lock") > 0) {
    for (const manifest::Manifest& manifest : manifests) curate::copy_object_lock(dataset, manifest);
  }
  print_summary(summary, context.dataset, json ? catalog::digest(dataset.catalog()).hex() : "", json);
  if (summary.stopped) {
    say(stderr, "stopped; run the same command again to continue\n");
    return kDoneWithFindings;
  }
  return summary.failures.empty() && summary.wrong_decisions.empty() ? kDone : kDoneWithFindings;
}
