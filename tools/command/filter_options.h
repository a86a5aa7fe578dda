#pragma once

#include <vector>

#include "arguments.h"
#include "catalog/list.h"

/// The filters of --where COLUMN=VALUE, which may be repeated. Throws InvalidInput where one has no "=".
std::vector<catalog::Filter> filters_of(const cxxopts::ParseResult& options);
