#include <fmt/format.h>

#include "arguments.h"
#include "base/error.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "model/id.h"
#include "verbs.h"

int cmd_init(const Context&, const Words& words) {
  Arguments arguments("init", "DIR [--axis AXIS]", "Makes a new, empty dataset.",
                      {"sonoset init lungs", "sonoset init hearts --axis view"});
  arguments.add()("dir", "The folder to make", cxxopts::value<std::string>());
  arguments.add()("axis", "Whose labels lists of clips show", cxxopts::value<std::string>());
  arguments.positional({"dir"});
  const auto options = arguments.parse(words, {"dir"});
  if (!options) return kDone;
  const auto folder = (*options)["dir"].as<std::string>();
  const auto axis = options->count("axis") > 0 ? (*options)["axis"].as<std::string>() : catalog::kFirstMainAxis;
  if (!model::is_id(axis)) throw base::Error(base::Code::InvalidInput, fmt::format("'{}' is not an axis", axis));
  curate::Dataset::create(folder);
  if (axis != catalog::kFirstMainAxis) {
    catalog::set_main_axis(curate::Dataset(folder, catalog::Catalog::Access::Write).catalog(), axis);
  }
  fmt::print("'{}' is an empty dataset. Next: sonoset -C {} import MANIFEST\n", folder, folder);
  return kDone;
}
