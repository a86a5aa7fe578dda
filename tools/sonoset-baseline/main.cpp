#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "help_text.h"
#include "networks/torch_errors.h"
#include "program.h"
#include "say.h"
#include "verbs.h"

namespace {

constexpr std::array<Verb, 6> kVerbs = {{
    {"audit", cmd_audit, "check whether a result can be trusted"},
    {"labels", cmd_labels, "find label issues"},
    {"predict", cmd_predict, "classify videos and stills with a trained model"},
    {"serve-predict", cmd_serve_predict, ""},  // hidden: for programs
    {"train", cmd_train, "train and evaluate a classifier on a split"},
    {"weights", cmd_weights, "list, fetch and check network weights"},
}};

constexpr Program kProgram = {
    "sonoset baseline",
    "sonoset-baseline",
    SONOSET_VERSION,
    "train, audit and apply a reference classifier",
    "sonoset [-C DATASET] baseline COMMAND [options]",
    "Trains a classifier on a split, and checks whether its results can be trusted.",
    kVerbs,
    "sonoset -C lungs baseline train --split main",
};

int run(const Words& words) {
  const GlobalOptions global = global_options(kProgram, words);
  if (global.version) {
    say("sonoset-baseline {}\n", SONOSET_VERSION);
    return kDone;
  }
  if (global.help || global.verb == words.size()) {
    say("{}", help_text(kProgram, help_width()));
    return global.help ? kDone : kCannot;
  }
  const std::string& name = words[global.verb];
  const Words rest(words.begin() + static_cast<std::ptrdiff_t>(global.verb) + 1, words.end());
  if (name == "--generate") return generate(kProgram, rest);
  if (name == "probe") throw base::Error(base::Code::InvalidInput, "'baseline probe' is now 'baseline audit'");
  const Verb& verb = find_verb(kProgram, name);
  return networks::with_torch_errors([&] { return verb.run(global.context, rest); });
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
