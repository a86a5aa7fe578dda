#include "publish/formats/part_names.h"

#include <fmt/format.h>

#include "base/error.h"

namespace publish {

std::map<std::string, std::string> part_names(const ExportRun& run,
                                              const std::function<std::string(const std::string& part)>& name_of,
                                              const std::set<std::string>& taken) {
  const auto refuse = [](const std::string& why) {
    throw base::Error(base::Code::InvalidInput, fmt::format("{}; rename one with --names", why));
  };
  std::map<std::string, std::string> names;
  std::map<std::string, std::string> part_of;  // by name
  for (const std::string& part : run.parts()) {
    const std::string name = name_of(part);
    if (taken.contains(name)) refuse(fmt::format("a fold named '{}' is not possible in this format", part));
    const auto [other, is_new] = part_of.emplace(name, part);
    if (!is_new) refuse(fmt::format("folds '{}' and '{}' would both be '{}'", other->second, part, name));
    names.emplace(part, name);
  }
  return names;
}

}  // namespace publish
