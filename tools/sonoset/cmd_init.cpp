#include <fmt/format.h>

#include "arguments.h"
#include "curate/dataset.h"
#include "verbs.h"

int cmd_init(const Context&, const Words& words) {
  Arguments arguments("init", "DIR", "Makes a new, empty dataset.", {"sonoset init lungs"});
  arguments.add()("dir", "The folder to make", cxxopts::value<std::string>());
  arguments.positional({"dir"});
  const auto options = arguments.parse(words, {"dir"});
  if (!options) return kDone;
  const auto folder = (*options)["dir"].as<std::string>();
  curate::Dataset::create(folder);
  fmt::print("'{}' is an empty dataset. Next: sonoset -C {} import MANIFEST\n", folder, folder);
  return kDone;
}
