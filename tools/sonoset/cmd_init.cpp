#include <fmt/format.h>

#include "arguments.h"
#include "base/error.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "model/id.h"
#include "say.h"
#include "verbs.h"

int cmd_init(const Context&, const Words& words) {
  Arguments arguments("init", "DIR [--axis AXIS]", "Creates a new, empty dataset.",
                      {"sonoset init lungs", "sonoset init hearts --axis view"});
  arguments.add()("dir", "Folder to create", cxxopts::value<std::string>(), "DIR");
  arguments.add()("axis", fmt::format("Axis of the labels shown in lists (default: {})", catalog::kFirstMainAxis),
                  cxxopts::value<std::string>(), "AXIS");
  arguments.positional({"dir"});
  const auto options = arguments.parse(words, {"dir"});
  if (!options) return kDone;
  const auto folder = (*options)["dir"].as<std::string>();
  const auto axis = options->count("axis") > 0 ? (*options)["axis"].as<std::string>() : catalog::kFirstMainAxis;
  if (!model::is_id(axis))
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("'{}' is not an axis; use an id such as 'diagnosis' or 'view'", axis));
  curate::Dataset::create(folder);
  if (axis != catalog::kFirstMainAxis) {
    catalog::set_main_axis(curate::Dataset(folder, catalog::Catalog::Access::Write).catalog(), axis);
  }
  say("created empty dataset '{}'\nnext: sonoset -C {} import MANIFEST\n", folder, folder);
  return kDone;
}
