#pragma once

#include <filesystem>

#include "store/database.h"

namespace catalog {

/// Creates the database of contributions (schema/contributions/). `file` is missing or empty.
store::Database create_contributions(const std::filesystem::path& file);

/// Opens it to write, after migrating an older schema. Throws Corrupt for another database.
store::Database open_contributions(const std::filesystem::path& file);

}  // namespace catalog
