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

struct SchemaObject {
  std::string name;
  std::string type;
  std::string table;
  std::string sql;
  bool operator==(const SchemaObject&) const = default;
};

// By name. Without SQLite's own: indexes of keys, which have no SQL, counters and statistics.
std::vector<SchemaObject> objects_of(Database& database) {
  std::vector<SchemaObject> objects;
  auto row = database.query(
      "SELECT name, type, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN "
      "('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') ORDER BY 1, 2");
  while (row.step()) objects.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
  return objects;
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

void verify_schema(Database& database, const std::vector<Migration>& migrations) {
  const int version = database.schema_version();
  if (version > static_cast<int>(migrations.size())) too_new(database, version, static_cast<int>(migrations.size()));
  Database expected = Database::in_memory();
  for (const Migration& step : migrations) {
    if (step.number <= version) expected.run_script(step.sql);
  }
  const std::vector<SchemaObject> ours = objects_of(expected);
  const std::vector<SchemaObject> theirs = objects_of(database);
  const auto [here, there] = std::ranges::mismatch(ours, theirs);
  if (here == ours.end() && there == theirs.end()) return;
  const bool extra = here == ours.end() || (there != theirs.end() && there->name < here->name);
  const SchemaObject& object = extra ? *there : *here;
  const bool altered = !extra && there != theirs.end() && there->name == here->name;
  throw Error(Code::Corrupt, fmt::format("catalog '{}' {} {} '{}'{}; run 'sonoset rebuild'", database.name(),
                                         altered                  ? "has an altered"
                                         : !extra                 ? "lacks the"
                                         : object.type == "index" ? "has an"
                                                                  : "has a",
                                         object.type, object.name, extra ? ", which sonoset does not make" : ""));
}

base::Digest schema_digest(Database& database) {
  base::Hasher hasher;
  for (const SchemaObject& object : objects_of(database)) {
    for (const std::string* part : {&object.name, &object.type, &object.table, &object.sql}) {
      hasher.add(fmt::format("{}:{}", part->size(), *part));
    }
  }
  return hasher.finish();
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
