#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "networks/torch_errors.h"
#include "verbs.h"

namespace {

struct Verb {
  std::string_view name;
  int (*run)(const Context&, const Words&);
  std::string_view does;
};

constexpr std::array<Verb, 6> kVerbs = {{
    {"audit", cmd_audit, "check whether a result can be trusted"},
    {"labels", cmd_labels, "find label issues"},
    {"predict", cmd_predict, "classify videos and stills with a trained model"},
    {"serve-predict", cmd_serve_predict, ""},  // hidden: for programs
    {"train", cmd_train, "train and evaluate a classifier on a split"},
    {"weights", cmd_weights, "list, fetch and check network weights"},
}};

void print_help() {
  fmt::print(
      "Train a classifier on a split, and check whether its results can be trusted.\n\n"
      "Usage: sonoset [-C DATASET] baseline COMMAND [options]\n\n");
  for (const Verb& verb : kVerbs) {
    if (!verb.does.empty()) fmt::print("  {:<10}{}\n", verb.name, verb.does);
  }
  fmt::print(
      "\nRun 'sonoset baseline COMMAND --help' for details.\n\nExample:\n  sonoset -C lungs baseline train --split "
      "main\n");
}

/// `sonoset` passes -C; it is optional when this program is run directly.
int run(const Words& words) {
  Context context;
  std::size_t at = 0;
  if (words.size() >= 2 && words[0] == "-C") {
    context.dataset = words[1];
    at = 2;
  }
  if (at == words.size() || words[at] == "--help" || words[at] == "-h") {
    print_help();
    return at == words.size() ? kCannot : kDone;
  }
  if (words[at] == "probe") {
    throw base::Error(base::Code::InvalidInput, "'baseline probe' is now 'baseline audit'");
  }
  const auto verb = std::ranges::find(kVerbs, words[at], &Verb::name);
  if (verb == kVerbs.end()) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("unknown command '{}'; see 'sonoset baseline --help'", words[at]));
  }
  const Words rest(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
  return networks::with_torch_errors([&] { return verb->run(context, rest); });
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
