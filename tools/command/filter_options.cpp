#include "filter_options.h"

#include <fmt/format.h>

#include "base/error.h"

std::vector<catalog::Filter> filters_of(const cxxopts::ParseResult& options) {
  std::vector<catalog::Filter> filters;
  if (options.count("where") == 0) return filters;
  for (const std::string& text : options["where"].as<std::vector<std::string>>()) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw base::Error(base::Code::InvalidInput, fmt::format("--where must be COLUMN=VALUE, not '{}'", text));
    }
    filters.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return filters;
}
