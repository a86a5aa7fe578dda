#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "beside.h"
#include "build_text.h"
#include "console.h"
#include "help_text.h"
#include "program.h"
#include "verbs.h"

namespace {

constexpr std::array kVerbs = {
    Verb{"init", cmd_init, "create an empty dataset"},
    Verb{"manifest", cmd_manifest, "write a manifest from a folder or a spreadsheet"},
    Verb{"validate", cmd_validate, "check clips before they are imported or submitted"},
    Verb{"import", cmd_import, "import the clips of manifests, or update them"},
    Verb{"status", cmd_status, "summarise the dataset and what needs attention"},
    Verb{"list", cmd_list, "list clips, frames, sources, subjects, findings, labels, links, splits"},
    Verb{"show", cmd_show, "show one clip, split, object, source, subject or case"},
    Verb{"label", cmd_label, "label a clip; undo and redo"},
    Verb{"crop", cmd_crop, "set the region or window of a clip; undo and redo"},
    Verb{"resolve", cmd_resolve, "answer findings, one or a file of them; undo and redo"},
    Verb{"link", cmd_link, "find the clips that belong together"},
    Verb{"split", cmd_split, "divide clips into folds, and report what leaks"},
    Verb{"export", cmd_export, "write frames and a manifest for training"},
    Verb{"report", cmd_report, "write the dataset card: one page about the dataset"},
    Verb{"overview", cmd_overview, "write a page with a picture of each clip and its sector"},
    Verb{"serve", cmd_serve, "open the dataset in a browser"},
    Verb{"check-sources", cmd_check_sources, "find dead links, moved pages and changed files"},
    Verb{"fsck", cmd_fsck, "check the catalog and the stored files"},
    Verb{"gc", cmd_gc, "delete files that are no longer needed"},
    Verb{"rebuild", cmd_rebuild, "rebuild the catalog from manifests, files and decisions"},
    Verb{"trust", cmd_trust, "trust a dataset of another user"},
    Verb{"phantom", cmd_phantom, "make synthetic clips"},
    Verb{"demo", cmd_demo, "run the whole workflow on synthetic clips"},
    Verb{"baseline", nullptr, "train, audit and apply a reference model"},
};

constexpr Program kProgram = {
    "sonoset",
    "sonoset",
    SONOSET_VERSION,
    "curate ultrasound video datasets",
    "sonoset [-C DATASET] [--quiet | --verbose] COMMAND [options]",
    "Curates ultrasound video datasets: imports clips, records where they come from and what they show, divides them "
    "into "
    "folds without leaks, and exports frames for training.",
    kVerbs,
    "sonoset init lungs && sonoset -C lungs import manifest.yaml",
};

// As git does: an executable beside this one brings a verb of its own.
void run_beside(const Context& context, const std::string& name, const Words& words) {
  const bool plain = name.find('/') == std::string::npos && !name.starts_with('-');
  if (plain && is_beside(name)) replace_by(context, name, words);
  if (name != "baseline") throw_unknown_verb(kProgram, name);
  throw_not_beside(name, "'./tools/quickstart --baseline' (cmake: -DSONOSET_BASELINE=ON)");
}

int run_verb(const Context& context, const std::string& name, const Words& words) {
  const auto verb = std::ranges::find(kVerbs, name, &Verb::name);
  if (verb != kVerbs.end() && verb->run != nullptr) return verb->run(context, words);
  run_beside(context, name, words);
  return kCannot;
}

int print_help(const Context& context, const Words& about) {
  if (about.empty()) {
    say("{}", help_text(kProgram, help_width()));
    return kDone;
  }
  Words rest(about.begin() + 1, about.end());
  rest.emplace_back("--help");
  return run_verb(context, about[0], rest);
}

int run(const Words& words) {
  const GlobalOptions global = global_options(kProgram, words);
  if (global.version) {
    const std::string build = Console::is_verbose() ? build_text() : "";
    say("sonoset {}\n{}", SONOSET_VERSION, Lines{build});
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
