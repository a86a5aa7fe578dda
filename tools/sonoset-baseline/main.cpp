#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "help_text.h"
#include "networks/torch_errors.h"
#include "program.h"
#include "verbs.h"

namespace {

constexpr std::array<Verb, 6> kVerbs = {{
    {"audit", cmd_audit, "says whether a number may be believed"},
    {"labels", cmd_labels, "finds labels that look wrong"},
    {"predict", cmd_predict, "what a trained model says of videos and stills"},
    {"serve-predict", cmd_serve_predict, ""},  // for programs
    {"train", cmd_train, "trains on a split, and judges what comes of it"},
    {"weights", cmd_weights, "lists, fetches and checks weights of networks"},
}};

constexpr Program kProgram = {
    "sonoset baseline",
    "sonoset-baseline",
    SONOSET_VERSION,
    "train, audit and run a classifier of ultrasound clips",
    "sonoset [-C DATASET] baseline COMMAND [options]",
    "Trains a classifier on a split, and says what its numbers are worth.",
    kVerbs,
    "sonoset -C lungs baseline train --split main",
};

int run(const Words& words) {
  const GlobalOptions global = global_options(kProgram, words);
  if (global.version) {
    fmt::print("sonoset-baseline {}\n", SONOSET_VERSION);
    return kDone;
  }
  if (global.help || global.verb == words.size()) {
    fmt::print("{}", help_text(kProgram, help_width()));
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
