#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "filter_options.h"
#include "new_file.h"
#include "option_groups.h"
#include "progress.h"
#include "publish/overview.h"
#include "publish/overview_page.h"
#include "recipe_options.h"
#include "say.h"
#include "verbs.h"

namespace {

void add_overview_options(Arguments& arguments) {
  arguments.add()("out", "New file", cxxopts::value<std::string>(), "FILE");
  arguments.add(kSelectionGroup)("where", "Only clips with this value, see 'list clips' (may be repeated)",
                                 cxxopts::value<std::vector<std::string>>(), "COLUMN=VALUE");
  arguments.add(kSelectionGroup)("max-clips", "Show at most this many, the least certain",
                                 cxxopts::value<std::int64_t>()->default_value("2000"), "N");
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("force", "Replace an existing file");
  output("json", "Print one JSON document");
  add_worker_options(arguments);
  arguments.positional({"out"});
}

}  // namespace

int cmd_overview(const Context& context, const Words& words) {
  Arguments arguments(
      "overview", "OUT [--where COLUMN=VALUE] [options]",
      "Writes a page with a tile for each clip: its whole picture, the outline of the sector that was found, the "
      "crop,\n"
      "open findings, and what to write or run if it is wrong. The least certain come first.\n"
      "The page is one file without scripts or network access. Its pictures show all that was recorded, which may be\n"
      "names and dates: it is for the curator, not for others.\n\n"
      "Exit code 1: a clip's file could not be read again.",
      {"sonoset -C lungs overview check.html", "sonoset -C lungs overview new.html --where manifest=june --force"});
  add_overview_options(arguments);
  const auto options = arguments.parse(words, {"out"});
  if (!options) return kDone;
  const std::filesystem::path out = (*options)["out"].as<std::string>();
  check_new_file(context.dataset, out, options->count("force") > 0);
  publish::OverviewOptions wanted;
  wanted.where = filters_of(*options);
  wanted.max_clips = static_cast<std::size_t>(positive(*options, "max-clips", 100'000));
  wanted.workers = {base::own_path().parent_path() / "sonoset-worker", jobs_of(*options), worker_limits_of(*options)};
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  publish::Overview overview;
  {
    Progress progress("clips");
    wanted.progress = [&](std::int64_t done, std::int64_t total) { progress.show(done, total, ""); };
    overview = publish::make_overview(dataset, wanted);
  }
  const std::string page = publish::overview_page(overview);
  base::write_atomically(out, page);
  std::size_t unread = 0;
  std::size_t unknown = 0;
  for (const publish::OverviewTile& tile : overview.tiles) {
    unread += tile.jpeg.empty() ? 1 : 0;
    unknown += tile.found ? 0 : 1;
  }
  if (options->count("json") > 0) {
    print_document(nlohmann::ordered_json{{"out", out.string()},
                                          {"bytes", page.size()},
                                          {"clips", overview.tiles.size()},
                                          {"not_looked_for", unknown},
                                          {"without_picture", unread},
                                          {"left_out", overview.more},
                                          {"without_frames", overview.without_frames}});
  } else {
    say("{} shown in '{}' ({:.1f} MB)\n", base::counted(overview.tiles.size(), "clip"), out.string(),
        static_cast<double>(page.size()) / 1'000'000);
    if (unknown > 0) say("{} whose sector was not looked for (import --region auto)\n", base::counted(unknown, "clip"));
    if (unread > 0) say("{} without a picture: the file cannot be read again\n", base::counted(unread, "clip"));
    if (overview.more > 0) say("{} left out (--max-clips)\n", base::counted(overview.more, "clip"));
    if (!overview.without_frames.empty())
      say("{} without frames left out\n", base::counted(overview.without_frames.size(), "clip"));
  }
  return unread > 0 ? kDoneWithFindings : kDone;
}
