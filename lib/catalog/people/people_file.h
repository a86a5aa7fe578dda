#pragma once

#include <filesystem>

#include "store/database.h"

namespace catalog {

/// Creates the database of accounts (schema/people/). `file` is missing or empty.
store::Database create_people(const std::filesystem::path& file);

/// Opens it. Write access migrates an older schema first. Throws Corrupt for another database.
store::Database open_people(const std::filesystem::path& file, store::Database::Access access);

}  // namespace catalog
