#include "verb_table.h"

#include <algorithm>
#include <string_view>

const OptionRow* VerbTable::find(std::string_view name) const {
  const auto is_it = [&](const OptionRow& option) {
    return option.letter == name || std::ranges::find(option.names, name) != option.names.end();
  };
  for (const OptionGroup& group : groups) {
    const auto found = std::ranges::find_if(group.options, is_it);
    if (found != group.options.end()) return &*found;
  }
  const auto found = std::ranges::find_if(positionals, is_it);
  return found != positionals.end() ? &*found : nullptr;
}
