#pragma once

#include <string_view>
#include <vector>

#include "store/database.h"

namespace store {

/// One step of the schema: SQL that brings version `number - 1` to `number`.
struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;
};

/// The migration in a file "0001_initial.sql". Throws InvalidInput for another form of name.
Migration migration(std::string_view file_name, std::string_view sql);

/// Runs what is missing, each in its own transaction; `migrations` are numbered 1, 2, …. Throws Unsupported where the
/// file's schema is newer than the last of them.
void migrate(Database& database, const std::vector<Migration>& migrations);

/// Compares the tables, indexes, triggers and views of a file that may come from anyone with those that `migrations`
/// make up to its version. Throws Corrupt with the first that differs, Unsupported where the version is newer.
void verify_schema(Database& database, const std::vector<Migration>& migrations);

/// Throws Unsupported where the file's schema is not `newest`, saying what to do.
void check_schema(Database& database, int newest);

}  // namespace store
