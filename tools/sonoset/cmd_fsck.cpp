#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/text.h"
#include "curate/dataset.h"
#include "curate/maintain/fsck.h"
#include "progress.h"
#include "say.h"
#include "verbs.h"

namespace {

void print_garbage_json(const std::vector<curate::Garbage>& garbage, bool dry_run) {
  nlohmann::json document = {{"dry_run", dry_run}, {"removed", nlohmann::json::array()}};
  for (const curate::Garbage& item : garbage) {
    document["removed"].push_back(
        {{"what", item.what.string()}, {"why", item.why}, {"files", item.files.size()}, {"bytes", item.bytes}});
  }
  print_document(document);
}

void print_garbage(const std::vector<curate::Garbage>& garbage, bool dry_run) {
  if (garbage.empty()) {
    say("nothing to remove\n");
    return;
  }
  std::size_t files = 0;
  std::int64_t bytes = 0;
  for (const curate::Garbage& item : garbage) {
    say("{}: {}\n", item.what.string(), item.why);
    files += item.files.size();
    bytes += item.bytes;
  }
  say("{} {}, {:.1f} MB\n", dry_run ? "would remove" : "removed", base::counted(files, "file"),
      static_cast<double>(bytes) / 1e6);
}

}  // namespace

int cmd_fsck(const Context& context, const Words& words) {
  Arguments arguments("fsck", "[--deep] [--json]",
                      "Checks that the catalog and the files of the dataset match: names and sizes, with --deep also\n"
                      "digests. Changes nothing. Exit code 1: damage found.",
                      {"sonoset -C lungs fsck --deep"});
  arguments.add()("deep", "Read every file and check its digest");
  arguments.add()("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  std::vector<curate::Damage> damage;
  {
    Progress progress("files");
    damage = curate::fsck(dataset, options->count("deep") > 0,
                          [&](std::int64_t done, std::int64_t total) { progress.show(done, total, ""); });
  }
  if (options->count("json") > 0) {
    nlohmann::json document = {{"damage", nlohmann::json::array()}};
    for (const curate::Damage& item : damage) {
      document["damage"].push_back(
          {{"kind", curate::to_string(item.kind)}, {"what", item.what}, {"message", item.message}});
    }
    print_document(document);
  } else {
    for (const curate::Damage& item : damage) {
      say("{}: {}: {}\n", curate::to_string(item.kind), item.what, item.message);
    }
    say("{}\n", damage.empty() ? "no errors found" : base::counted(damage.size(), "error") + " found");
  }
  return damage.empty() ? kDone : kDoneWithFindings;
}

int cmd_gc(const Context& context, const Words& words) {
  Arguments arguments(
      "gc", "[--dry-run] [--json]",
      "Removes files that are no longer needed and lists them: frames and imported files that no clip uses,\n"
      "damaged frames, files unknown to the catalog. Run import to restore damaged frames.",
      {"sonoset -C lungs gc --dry-run", "sonoset -C lungs gc"});
  arguments.add()("dry-run", "Show what would be removed; write nothing");
  arguments.add()("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool dry_run = options->count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, dry_run ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  const std::vector<curate::Garbage> garbage = curate::gc(dataset, dry_run);
  if (options->count("json") > 0) {
    print_garbage_json(garbage, dry_run);
  } else {
    print_garbage(garbage, dry_run);
  }
  return kDone;
}
