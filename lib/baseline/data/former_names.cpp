#include "baseline/data/former_names.h"

#include <algorithm>
#include <array>

namespace baseline {
namespace {

struct Name {
  std::string_view now;
  std::string_view before;
};

constexpr std::array<Name, 6> kNames = {{{"ood_score", "strangeness"},
                                         {"ood_threshold", "familiarity_limit"},
                                         {"ood/", "familiarity/"},
                                         {"reference", "plain"},
                                         {"audit", "probe"},
                                         {"audit.json", "probe.json"}}};

}  // namespace

std::string_view former_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &Name::now);
  return found == kNames.end() ? name : found->before;
}

std::string_view current_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &Name::before);
  return found == kNames.end() ? name : found->now;
}

}  // namespace baseline
