#pragma once

#include <vector>

#include "arguments.h"
#include "catalog/list.h"

/// The filters of --where COLUMN=VALUE, of which there may be several. Throws InvalidInput for other words.
std::vector<catalog::Filter> filters_of(const cxxopts::ParseResult& options);
