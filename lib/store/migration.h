#pragma once

#include <string_view>
#include <vector>

#include "base/digest.h"
#include "store/database.h"

namespace store {

/// One step of the schema: SQL that brings version `number - 1` to `number`.
struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;
};

/// The migration of a file named like "0001_initial.sql". Throws InvalidInput for other names.
Migration migration(std::string_view file_name, std::string_view sql);

/// Runs the missing migrations, each in its own transaction; `migrations` are numbered 1, 2, …. Throws Unsupported if
/// the file's schema is newer than the last one.
void migrate(Database& database, const std::vector<Migration>& migrations);

/// Compares the tables, indexes, triggers and views of an untrusted file with those that `migrations` make up to its
/// version. Throws Corrupt with the first difference, Unsupported if the version is newer.
void verify_schema(Database& database, const std::vector<Migration>& migrations);

/// SHA-256 of all that verify_schema compares: making the schema again takes 100 ms, comparing digests 1 ms.
base::Digest schema_digest(Database& database);

/// Throws Unsupported, with the next step, if the file's schema is not `newest`.
void check_schema(Database& database, int newest);

}  // namespace store
