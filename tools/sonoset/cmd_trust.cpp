#include <fmt/format.h>

#include "arguments.h"
#include "base/error.h"
#include "curate/trust.h"
#include "say.h"
#include "verbs.h"

int cmd_trust(const Context&, const Words& words) {
  Arguments arguments("trust", "[DIR] [--remove]",
                      "Trusts a dataset that belongs to another user. sonoset refuses to open one until then, since\n"
                      "whoever can write into its folder could change what you import, export or delete. Without DIR,\n"
                      "lists the datasets that you trust.",
                      {"sonoset trust /srv/lungs", "sonoset trust", "sonoset trust --remove /srv/lungs"});
  arguments.add()("dir", "Folder of the dataset", cxxopts::value<std::string>(), "DIR");
  arguments.add()("remove", "Stop trusting it");
  arguments.positional({"dir"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool remove = options->count("remove") > 0;
  if (options->count("dir") == 0) {
    if (remove) throw base::Error(base::Code::InvalidInput, "--remove needs DIR; see 'sonoset trust --help'");
    for (const std::string& dataset : curate::trusted_datasets()) say("{}\n", dataset);
    return kDone;
  }
  const std::string dir = (*options)["dir"].as<std::string>();
  if (remove) {
    say("'{}' {}\n", dir, curate::distrust_dataset(dir) ? "is no longer trusted" : "was not trusted");
  } else {
    say("'{}' {}\n", dir, curate::trust_dataset(dir) ? "is trusted now" : "was already trusted");
  }
  return kDone;
}
