#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "curate/dataset.h"
#include "curate/fsck.h"
#include "progress.h"

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
      "gc", "[--dry-run]",
      "Removes frames that no clip wants any more or that are damaged, and files that no row speaks of.\n"
      "Imported objects stay. Damaged frames are made again by the next import.",
      {"sonoset -C lungs gc --dry-run", "sonoset -C lungs gc"});
  arguments.add()("dry-run", "Only say what would be removed");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool only_say = options->count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const curate::Garbage garbage = curate::gc(dataset, only_say);
  for (const auto& file : garbage.files) fmt::print("{}\n", file.string());
  fmt::print("{} {} files, {:.1f} MB\n", only_say ? "would remove" : "removed", garbage.files.size(),
             static_cast<double>(garbage.bytes) / 1e6);
  return kDone;
}
