#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "curate/dataset.h"
#include "curate/maintain/fsck.h"
#include "progress.h"
#include "verbs.h"

int cmd_fsck(const Context& context, const Words& words) {
  Arguments arguments("fsck", "[--deep] [--json]",
                      "Checks that every row has its file and every file its row; --deep also reads every file and\n"
                      "compares its digest. Changes nothing. Exit code 1 where something is wrong.",
                      {"sonoset -C lungs fsck --deep"});
  arguments.add()("deep", "Read every file and compare its digest");
  arguments.add()("json", "One JSON document on stdout");
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
    fmt::print("{}\n", document.dump(2));
  } else {
    for (const curate::Damage& item : damage) {
      fmt::print("{}: {}: {}\n", curate::to_string(item.kind), item.what, item.message);
    }
    if (damage.empty()) fmt::print("clean\n");
  }
  return damage.empty() ? kDone : kDoneWithFindings;
}

int cmd_gc(const Context& context, const Words& words) {
  Arguments arguments(
      "gc", "[--dry-run] [--json]",
      "Removes what nothing needs, and says what: frames that no clip wants any more or that are damaged,\n"
      "imported files that no clip needs any more, files that no row speaks of. Damaged frames are made again\n"
      "by the next import.",
      {"sonoset -C lungs gc --dry-run", "sonoset -C lungs gc"});
  arguments.add()("dry-run", "Only say what would be removed; writes nothing");
  arguments.add()("json", "One JSON document on stdout");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool only_say = options->count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, only_say ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  const std::vector<curate::Garbage> garbage = curate::gc(dataset, only_say);
  if (options->count("json") > 0) {
    nlohmann::json document = {{"dry_run", only_say}, {"removed", nlohmann::json::array()}};
    for (const curate::Garbage& item : garbage) {
      document["removed"].push_back(
          {{"what", item.what.string()}, {"why", item.why}, {"files", item.files.size()}, {"bytes", item.bytes}});
    }
    fmt::print("{}\n", document.dump(2));
    return kDone;
  }
  std::size_t files = 0;
  std::int64_t bytes = 0;
  for (const curate::Garbage& item : garbage) {
    fmt::print("{}: {}\n", item.what.string(), item.why);
    files += item.files.size();
    bytes += item.bytes;
  }
  fmt::print("{} {} files, {:.1f} MB\n", only_say ? "would remove" : "removed", files,
             static_cast<double>(bytes) / 1e6);
  return kDone;
}
