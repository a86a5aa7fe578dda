#include "store/migration.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"

namespace store {
namespace {

using base::Code;
using base::Error;

[[noreturn]] void too_new(Database& database, int version, int newest) {
  throw Error(
      Code::Unsupported,
      fmt::format("catalog '{}' has schema {}, made by a newer sonoset; this version supports {}: update sonoset",
                  database.name(), version, newest));
}

// Migrations may replace tables; with foreign keys on, dropping the old table would delete the rows that refer to it.
class WithoutReferences {
 public:
  explicit WithoutReferences(Database& database) : database_(database) { set("OFF"); }
  ~WithoutReferences() { set("ON"); }
  WithoutReferences(const WithoutReferences&) = delete;
  WithoutReferences& operator=(const WithoutReferences&) = delete;

 private:
  void set(const char* value) { database_.run_script(fmt::format("PRAGMA foreign_keys = {}", value)); }
  Database& database_;
};

void check_references(Database& database, const Migration& step) {
  auto row = database.query("PRAGMA foreign_key_check");
  if (!row.step()) return;
  throw Error(
      Code::Corrupt,
      fmt::format("cannot upgrade catalog '{}' ({}): a row of table '{}' refers to a missing row of table '{}'; "
                  "run 'sonoset fsck' with the version that made it",
                  database.name(), step.name, row.view(0), row.view(2)));
}

}  // namespace

Migration migration(std::string_view file_name, std::string_view sql) {
  constexpr std::size_t kDigits = 4;
  int number = 0;
  const char* const end = file_name.data() + std::min(kDigits, file_name.size());
  const auto [stop, error] = std::from_chars(file_name.data(), end, number);
  if (error != std::errc{} || stop != end || file_name.size() <= kDigits || file_name[kDigits] != '_') {
    throw Error(Code::InvalidInput, fmt::format("migration '{}' must have a name like 0001_what.sql", file_name));
  }
  return {number, file_name, sql};
}

void migrate(Database& database, const std::vector<Migration>& migrations) {
  const int newest = static_cast<int>(migrations.size());
  const int version = database.schema_version();
  if (version > newest) too_new(database, version, newest);
  for (const Migration& step : migrations) {
    if (step.number <= version) continue;
    const WithoutReferences unchecked(database);
    Transaction transaction(database);
    // Another process may have run it meanwhile.
    if (database.schema_version() >= step.number) continue;
    if (database.schema_version() != step.number - 1) {
      throw Error(Code::InvalidInput, fmt::format("migration '{}' is out of order", step.name));
    }
    database.run_script(step.sql);
    check_references(database, step);
    database.run_script(fmt::format("PRAGMA user_version = {}", step.number));
    transaction.commit();
  }
}

void check_schema(Database& database, int newest) {
  const int version = database.schema_version();
  if (version > newest) too_new(database, version, newest);
  if (version < newest) {
    throw Error(Code::Unsupported,
                fmt::format("catalog '{}' has schema {}, but {} is required: run any import to upgrade it",
                            database.name(), version, newest));
  }
}

}  // namespace store
