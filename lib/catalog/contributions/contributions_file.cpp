#include "catalog/contributions/contributions_file.h"

#include <vector>

#include "contributions/migrations.h"
#include "store/migration.h"

namespace catalog {
namespace {

std::vector<store::Migration> contributions_steps() {
  std::vector<store::Migration> steps;
  for (const contributions::EmbeddedFile& file : contributions::migrations()) {
    steps.push_back(store::migration(file.name, file.text));
  }
  return steps;
}

}  // namespace

store::Database create_contributions(const std::filesystem::path& file) {
  const auto steps = contributions_steps();
  return store::Database::create(file, [&steps](store::Database& database) { store::migrate(database, steps); });
}

store::Database open_contributions(const std::filesystem::path& file) {
  const auto steps = contributions_steps();
  store::Database database = store::Database::open(file, store::Database::Access::Write);
  store::verify_schema(database, steps);
  store::migrate(database, steps);
  return database;
}

}  // namespace catalog
