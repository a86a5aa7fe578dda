#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/text.h"
#include "curate/dataset.h"
#include "curate/maintain/fsck.h"
#include "progress.h"
#include "say.h"
#include "verbs.h"

int cmd_fsck(const Context& context, const Words& words) {
  Arguments arguments("fsck", "[--deep] [--json]",
                      "Checks that the catalog and the files of the dataset match: names and sizes, with --deep also\n"
                      "digests. Changes nothing. Exit code 1: damage found.",
                      {"sonoset -C lungs fsck --deep"});
  arguments.add()("deep", "Read every file and check its digest");
  arguments.add()("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read, curate::Dataset::Check::No);
  curate::FsckReport report;
  {
    Progress progress("files");
    report = curate::fsck(dataset, options->count("deep") > 0,
                          [&](std::int64_t done, std::int64_t total) { progress.show(done, total, ""); });
  }
  if (options->count("json") > 0) {
    nlohmann::json document = {{"damage", nlohmann::json::array()}, {"foreign_checked", !report.being_written}};
    for (const curate::Damage& item : report.damage) {
      document["damage"].push_back(
          {{"kind", curate::to_string(item.kind)}, {"what", item.what}, {"message", item.message}});
    }
    print_document(document);
  } else {
    for (const curate::Damage& item : report.damage) {
      say("{}: {}: {}\n", curate::to_string(item.kind), item.what, item.message);
    }
    if (report.being_written) {
      say("another process is writing the dataset: files that are not in the catalog were not reported\n");
    }
    say("{}\n", report.damage.empty() ? "no errors found" : base::counted(report.damage.size(), "error") + " found");
  }
  return report.damage.empty() ? kDone : kDoneWithFindings;
}
