#include "catalog/people/people_file.h"

#include <fmt/format.h>

#include <vector>

#include "base/error.h"
#include "people/migrations.h"
#include "store/migration.h"

namespace catalog {
namespace {

using store::Database;

std::vector<store::Migration> people_steps() {
  std::vector<store::Migration> steps;
  for (const people::EmbeddedFile& file : people::migrations()) {
    steps.push_back(store::migration(file.name, file.text));
  }
  return steps;
}

Database open_checked(const std::filesystem::path& file, Database::Access access) {
  const auto steps = people_steps();
  Database database = Database::open(file, access);
  if (access == Database::Access::Read) store::check_schema(database, static_cast<int>(steps.size()));
  store::verify_schema(database, steps);
  if (access == Database::Access::Write) store::migrate(database, steps);
  return database;
}

}  // namespace

Database create_people(const std::filesystem::path& file) {
  const auto steps = people_steps();
  return Database::create(file, [&steps](Database& database) { store::migrate(database, steps); });
}

Database open_people(const std::filesystem::path& file, Database::Access access) {
  try {
    return open_checked(file, access);
  } catch (const base::Error& error) {
    if (error.code() != base::Code::Corrupt) throw;
    // The message of `store` is about catalogs, which can be rebuilt.
    throw base::Error(
        base::Code::Corrupt,
        fmt::format("the accounts in '{}' cannot be read; restore the file from a backup, or move it away "
                    "and add the accounts again",
                    file.string()),
        {error.what()});
  }
}

}  // namespace catalog
