#include <fmt/format.h>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "curate/dataset.h"
#include "curate/label/decide.h"
#include "curate/split/stale_splits.h"
#include "verbs.h"

int cmd_label(const Context& context, const Words& words) {
  Arguments arguments("label", "CLIP AXIS VALUE --why TEXT [--by NAME] [--annotator]",
                      "Says what a clip shows. Nothing is overwritten: the last curator's decision is in effect, else\n"
                      "the manifest's label, else the annotators' majority.",
                      {"sonoset -C lungs label s01-a diagnosis healthy --why 'PCR negative, see notes'"});
  arguments.add()("clip", "The clip's id", cxxopts::value<std::string>());
  arguments.add()("axis", "An axis of the taxonomy", cxxopts::value<std::string>());
  arguments.add()("value", "One of its values", cxxopts::value<std::string>());
  arguments.add()("annotator", "An opinion among others, not a curator's decision");
  add_author(arguments);
  arguments.positional({"clip", "axis", "value"});
  const auto options = arguments.parse(words, {"clip", "axis", "value", "why"});
  if (!options) return kDone;
  const auto role = options->count("annotator") > 0 ? model::Role::Annotator : model::Role::Curator;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  curate::label(dataset, (*options)["clip"].as<std::string>(), (*options)["axis"].as<std::string>(),
                (*options)["value"].as<std::string>(), role, author_of(*options));
  for (const auto& [split, why] : curate::stale_splits(dataset.catalog())) {
    fmt::print("split '{}' is stale: {}\n", split, why);
  }
  return kDone;
}

int cmd_resolve(const Context& context, const Words& words) {
  Arguments arguments(
      "resolve", "CODE ID --why TEXT [--by NAME]",
      "Marks findings with this code about one clip, source or object as dealt with.",
      {"sonoset -C lungs resolve frame-count-differs s01-a --why 'the header lies, the clip is whole'"});
  arguments.add()("code", "The finding's code: see 'sonoset list findings'", cxxopts::value<std::string>());
  arguments.add()("id", "What it is about", cxxopts::value<std::string>());
  add_author(arguments);
  arguments.positional({"code", "id"});
  const auto options = arguments.parse(words, {"code", "id", "why"});
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  const int count = curate::resolve(dataset, (*options)["code"].as<std::string>(), (*options)["id"].as<std::string>(),
                                    author_of(*options));
  fmt::print("{} resolved\n", count);
  return kDone;
}
