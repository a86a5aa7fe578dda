#include <fmt/format.h>

#include <filesystem>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "base/program.h"
#include "base/text.h"
#include "say.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;

void step(const std::string& command) {
  say("\n$ sonoset {}\n", command);
  std::fflush(stdout);
}

void must(int exit_code) {
  if (exit_code != kDone) throw base::Error(base::Code::Io, "demo stopped; see the messages above");
}

void make_clips(const fs::path& folder) {
  step("phantom " + folder.string());
  // The worker writes the folder atomically: if it exists, it is complete.
  if (fs::exists(folder)) {
    say("already there\n");
    return;
  }
  base::ProgramLimits limits;
  limits.max_file_bytes = std::int64_t{4096} << 20;  // of sonoset-worker
  const auto run = base::run_program(base::own_path().parent_path() / "sonoset-worker",
                                     {"phantom", fs::absolute(folder).string()}, limits);
  if (run.exit.code != 0 || run.exit.signal != 0) {
    throw base::Error(base::Code::Io, fmt::format("sonoset-worker phantom failed: {}; {}", run.exit.text(),
                                                  base::trimmed(run.err, "\n")));
  }
  say("{}", Lines{run.out});
}

void say_where(const fs::path& folder) {
  say(R"(
Created in '{0}':
  clips/         24 synthetic lung ultrasound clips of twelve subjects in seven formats; manifest.yaml describes them
  dataset/       the dataset: catalog, objects, sampled and cropped frames
  training/      for training: frames.csv (one row per frame: fold, label, subject, licence, file) and the frames
  report.html    the dataset card: sources, labels, duplicates, shortcuts, folds, pictures

Try:
  xdg-open {0}/report.html
  sonoset -C {0}/dataset status
  sonoset -C {0}/dataset list clips
  sonoset -C {0}/dataset show main
To import your own clips, see README.md, "A first hour".
)",
      folder.string());
}

}  // namespace

int cmd_demo(const Context&, const Words& words) {
  Arguments arguments(
      "demo", "DIR",
      "Runs the whole workflow on synthetic clips: creates, imports, links, splits, exports and\ndescribes them.",
      {"sonoset demo demo"});
  arguments.add()("dir", "Folder to work in", cxxopts::value<std::string>(), "DIR");
  arguments.add()("unsealed", "Read files without the sandbox if this system has no seccomp");
  arguments.positional({"dir"});
  const auto options = arguments.parse(words, {"dir"});
  if (!options) return kDone;
  // Without a trailing slash.
  const fs::path folder = (fs::path((*options)["dir"].as<std::string>()) / "").parent_path();
  const bool unsealed = options->count("unsealed") > 0;
  const Context context{folder / "dataset"};
  const std::string in = "-C " + context.dataset.string() + " ";
  fs::create_directories(folder);
  make_clips(folder / "clips");
  if (!fs::exists(context.dataset)) {
    step("init " + context.dataset.string());
    must(cmd_init({}, {context.dataset.string()}));
  }
  const std::string manifest = (folder / "clips" / "manifest.yaml").string();
  step(in + "import " + manifest);
  must(cmd_import(context, unsealed ? Words{manifest, "--unsealed"} : Words{manifest}));
  step(in + "link");
  must(cmd_link(context, {}));
  step(in + "split main --folds 3");
  must(cmd_split(context, {"main", "--folds", "3"}));
  const std::string out = (folder / "training").string();
  step(in + "export csv " + out + " --split main");
  if (fs::exists(out)) {
    say("'{}' already exists\n", out);
  } else {
    must(cmd_export(context, {"csv", out, "--split", "main"}));
  }
  const std::string page = (folder / "report.html").string();
  step(in + "report " + page + " --force");
  must(cmd_report(context, {page, "--force"}));
  say_where(folder);
  return kDone;
}
