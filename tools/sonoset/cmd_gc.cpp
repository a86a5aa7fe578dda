#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "arguments.h"
#include "base/error.h"
#include "base/text.h"
#include "curate/dataset.h"
#include "curate/maintain/gc.h"
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

// Asks on a terminal.
void confirm(const curate::GarbageReport& report) {
  const std::string what = fmt::format("{} of {} would be removed", report.objects,
                                       base::counted(static_cast<std::size_t>(report.all_objects), "imported file"));
  if (::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0) {
    say(stderr, "{}; remove them? [y/N] ", what);
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == "y" || answer == "yes") return;
  }
  throw base::Error(base::Code::InvalidInput,
                    what + "; nothing was removed; list them with 'sonoset gc --dry-run', then add --yes");
}

}  // namespace

int cmd_gc(const Context& context, const Words& words) {
  Arguments arguments(
      "gc", "[--dry-run] [--yes] [--json]",
      "Removes files that are no longer needed and lists them: frames and imported files that no clip uses,\n"
      "damaged frames, files unknown to the catalog. Run import to restore damaged frames.\n\n"
      "Imported files that a manifest, its lock or a decision of the dataset names are kept. Removing more\n"
      "than a fifth of the imported files must be confirmed.",
      {"sonoset -C lungs gc --dry-run", "sonoset -C lungs gc"});
  arguments.add()("dry-run", "Show what would be removed; write nothing");
  arguments.add()("yes", "Do not ask before removing many imported files");
  arguments.add()("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool dry_run = options->count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, dry_run ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  const curate::GarbageReport report = curate::find_garbage(dataset);
  if (!dry_run) {
    if (report.is_large() && options->count("yes") == 0) confirm(report);
    curate::remove_garbage(dataset, report);
  }
  if (options->count("json") > 0) {
    print_garbage_json(report.garbage, dry_run);
  } else {
    print_garbage(report.garbage, dry_run);
  }
  return kDone;
}
