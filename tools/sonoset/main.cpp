#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "base/process.h"
#include "build_text.h"
#include "console.h"
#include "help_text.h"
#include "program.h"
#include "verbs.h"

namespace {

constexpr std::array kVerbs = {
    Verb{"init", cmd_init, "make a new, empty dataset"},
    Verb{"manifest", cmd_manifest, "make a manifest from a folder or a spreadsheet"},
    Verb{"validate", cmd_validate, "check clips before they are imported or sent"},
    Verb{"import", cmd_import, "bring in the clips that manifests name"},
    Verb{"status", cmd_status, "what is in the dataset, and what needs looking at"},
    Verb{"list", cmd_list, "clips, frames, sources, subjects, findings, labels, links, splits"},
    Verb{"show", cmd_show, "all that is known of one clip, split, object, source or subject"},
    Verb{"label", cmd_label, "say what a clip shows"},
    Verb{"resolve", cmd_resolve, "mark a finding as dealt with"},
    Verb{"link", cmd_link, "which clips belong together, and why"},
    Verb{"split", cmd_split, "divide groups of clips into folds"},
    Verb{"export", cmd_export, "write a split's frames and manifest for training"},
    Verb{"check-sources", cmd_check_sources, "dead links, moved pages, changed files; downloads nothing"},
    Verb{"fsck", cmd_fsck, "check that every row has its file, every file its digest"},
    Verb{"gc", cmd_gc, "remove files that nothing needs"},
    Verb{"rebuild", cmd_rebuild, "make the catalog again from manifests, objects and decisions"},
    Verb{"phantom", cmd_phantom, "make synthetic clips with known truth"},
    Verb{"demo", cmd_demo, "the whole way on phantom clips"},
    Verb{"baseline", nullptr, "train, audit and run a classifier (sonoset-baseline)"},
};

constexpr Program kProgram = {
    "sonoset",
    "sonoset",
    SONOSET_VERSION,
    "curate ultrasound video datasets",
    "sonoset [-C DATASET] [--quiet | --verbose] COMMAND [options]",
    "sonoset curates ultrasound video datasets.",
    kVerbs,
    "sonoset init lungs && sonoset -C lungs import manifest.yaml",
};

// As git does: an executable beside this one brings a verb of its own.
void run_beside(const Context& context, const std::string& name, const Words& words) {
  const bool plain = name.find('/') == std::string::npos && !name.starts_with('-');
  const std::filesystem::path program = base::own_path().parent_path() / ("sonoset-" + name);
  if (plain && std::filesystem::is_regular_file(program)) {
    Words passed{"-C", context.dataset.string()};
    if (Console::is_quiet()) passed.emplace_back("--quiet");
    if (Console::is_verbose()) passed.emplace_back("--verbose");
    passed.insert(passed.end(), words.begin(), words.end());
    // LibTorch's threads wait by spinning, which takes processors from those that work; read at its start only.
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
    base::replace_process(program, passed);
  }
  if (name != "baseline") throw_unknown_verb(kProgram, name);
  throw base::Error(base::Code::NotFound,
                    fmt::format("{} is not installed: install the package sonoset-baseline, or build it with "
                                "'./tools/quickstart --baseline' (cmake: -DSONOSET_BASELINE=ON)",
                                program.string()));
}

int run_verb(const Context& context, const std::string& name, const Words& words) {
  const auto verb = std::ranges::find(kVerbs, name, &Verb::name);
  if (verb != kVerbs.end() && verb->run != nullptr) return verb->run(context, words);
  run_beside(context, name, words);
  return kCannot;
}

int print_help(const Context& context, const Words& about) {
  if (about.empty()) {
    fmt::print("{}", help_text(kProgram, help_width()));
    return kDone;
  }
  Words rest(about.begin() + 1, about.end());
  rest.emplace_back("--help");
  return run_verb(context, about[0], rest);
}

int run(const Words& words) {
  const GlobalOptions global = global_options(kProgram, words);
  if (global.version) {
    fmt::print("sonoset {}\n{}", SONOSET_VERSION, Console::is_verbose() ? build_text() : "");
    return kDone;
  }
  if (global.help || global.verb == words.size()) {
    print_help(global.context, {});
    return global.help ? kDone : kCannot;
  }
  const std::string& name = words[global.verb];
  const Words rest(words.begin() + static_cast<std::ptrdiff_t>(global.verb) + 1, words.end());
  if (name == "--generate") return generate(kProgram, rest);
  return name == "help" ? print_help(global.context, rest) : run_verb(global.context, name, rest);
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
