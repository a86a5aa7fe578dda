#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "base/process.h"
#include "verbs.h"

namespace {

struct Verb {
  std::string_view name;
  int (*run)(const Context&, const Words&);
  std::string_view does;
};

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
    Verb{"trust", cmd_trust, "open a dataset that belongs to another user"},
    Verb{"phantom", cmd_phantom, "make synthetic clips with known truth"},
    Verb{"demo", cmd_demo, "the whole way on phantom clips"},
};

void print_help() {
  fmt::print("sonoset curates ultrasound video datasets.\n\nUsage: sonoset [-C DATASET] VERB [options]\n\n");
  for (const Verb& verb : kVerbs) fmt::print("  {:<15}{}\n", verb.name, verb.does);
  fmt::print(
      "\n  -C DATASET  the dataset's folder (this one, unless said)\n  --version   this program's version\n\n"
      "'sonoset VERB --help' says more. Exit codes: 0 done; 1 done, with findings or failed items;\n"
      "2 cannot be done as asked.\n\nExample:\n  sonoset init lungs && sonoset -C lungs import manifest.yaml\n");
}

int run_verb(const Context& context, const std::string& name, const Words& words) {
  const auto verb = std::ranges::find_if(kVerbs, [&](const Verb& v) { return v.name == name; });
  if (verb != kVerbs.end()) return verb->run(context, words);
  // As git does: an executable beside this one brings its own verb.
  const bool plain = name.find('/') == std::string::npos && !name.starts_with('-');
  const std::filesystem::path program = base::own_path().parent_path() / ("sonoset-" + name);
  if (plain && std::filesystem::is_regular_file(program)) {
    Words passed{"-C", context.dataset.string()};
    passed.insert(passed.end(), words.begin(), words.end());
    // Threads of LibTorch wait by spinning, which takes processors from those that work; read at its start only.
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
    base::replace_process(program, passed);
  }
  if (name == "baseline") {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("this build has no baseline: {} is not there; './tools/quickstart --baseline' builds "
                                  "it, with LibTorch (cmake: -DSONOSET_BASELINE=ON)",
                                  program.string()));
  }
  throw base::Error(base::Code::InvalidInput, fmt::format("'{}' is no verb; see 'sonoset --help'", name));
}

int run(const Words& words) {
  Context context;
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with('-')) {
    if (words[at] == "--version") {
      fmt::print("sonoset {}\n", SONOSET_VERSION);
      return kDone;
    }
    if (words[at] == "--help" || words[at] == "-h") {
      print_help();
      return kDone;
    }
    if (words[at] != "-C" || at + 1 == words.size()) {
      throw base::Error(base::Code::InvalidInput,
                        fmt::format("'{}' is not understood; see 'sonoset --help'", words[at]));
    }
    context.dataset = words[at + 1];
    at += 2;
  }
  if (at == words.size()) {
    print_help();
    return kCannot;
  }
  return run_verb(context, words[at], Words(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end()));
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
