#include "catalog/catalog.h"

#include <utility>
#include <vector>

#include "catalog/migrations.h"
#include "store/database.h"
#include "store/migration.h"

namespace catalog {
namespace {

std::vector<store::Migration> all_migrations() {
  std::vector<store::Migration> all;
  for (const EmbeddedFile& file : migrations()) all.push_back(store::migration(file.name, file.text));
  return all;
}

}  // namespace

Catalog::Catalog(std::unique_ptr<store::Database> database) : database_(std::move(database)) {}
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;

Catalog Catalog::create(const std::filesystem::path& file) {
  const auto steps = all_migrations();
  return Catalog(std::make_unique<store::Database>(
      store::Database::create(file, [&steps](store::Database& database) { store::migrate(database, steps); })));
}

Catalog Catalog::open(const std::filesystem::path& file, Access access) {
  const auto steps = all_migrations();
  const bool write = access == Access::Write;
  auto database = std::make_unique<store::Database>(
      store::Database::open(file, write ? store::Database::Access::Write : store::Database::Access::Read));
  if (!write) store::check_schema(*database, static_cast<int>(steps.size()));
  // An older catalog is compared with the migrations up to its version.
  if (store::schema_digest(*database).hex() != kSchemaDigest) store::verify_schema(*database, steps);
  if (write) store::migrate(*database, steps);
  return Catalog(std::move(database));
}

std::int64_t changes(Catalog& catalog) {
  auto row = catalog.database().query("PRAGMA data_version");
  return row.step() ? row.integer(0) : 0;
}

Transaction::Transaction(Catalog& catalog) : catalog_(catalog), outermost_(catalog.database().begin()) {}

Transaction::~Transaction() {
  if (open_) catalog_.database().rollback();
}

void Transaction::commit() {
  if (outermost_) catalog_.database().commit();
  open_ = false;
}

}  // namespace catalog
