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
    {"audit", cmd_audit, "says whether a number may be believed"},
    {"labels", cmd_labels, "finds labels that look wrong"},
    {"predict", cmd_predict, "what a trained model says of videos and stills"},
    {"serve-predict", cmd_serve_predict, ""},  // for programs
    {"train", cmd_train, "trains on a split, and judges what comes of it"},
    {"weights", cmd_weights, "lists, fetches and checks weights of networks"},
}};

void print_help() {
  fmt::print(
      "Trains a classifier on a split, and says what its numbers are worth.\n\n"
      "Usage: sonoset [-C DATASET] baseline VERB [options]\n\n");
  for (const Verb& verb : kVerbs) {
    if (!verb.does.empty()) fmt::print("  {:<10}{}\n", verb.name, verb.does);
  }
  fmt::print(
      "\n'sonoset baseline VERB --help' says more.\n\nExample:\n  sonoset -C lungs baseline train --split main\n");
}

/// `sonoset` passes -C; who runs this program by itself may leave it out.
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
                      fmt::format("'{}' is no verb; see 'sonoset baseline --help'", words[at]));
  }
  const Words rest(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
  return networks::with_torch_errors([&] { return verb->run(context, rest); });
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
