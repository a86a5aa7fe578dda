#include "store/database.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <functional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/url.h"
#include "store/sqlite_error.h"

namespace store {
namespace fs = std::filesystem;
using base::Code;
using base::Error;

namespace {

constexpr int kBusyMs = 2000;  // a reader's checkpoint may lock the file briefly; another writer holds it longer
constexpr int kMaxTextBytes = 64 << 20;
constexpr std::size_t kMaxPrepared = 256;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// The path as a URI (https://sqlite.org/uri.html), for a file that does not change while it is read.
std::string immutable_uri(const fs::path& file) {
  const auto is_plain = [](char c) { return c != '%' && c != '?' && c != '#'; };
  return "file:" + base::percent_encoded(fs::absolute(file).string(), is_plain) + "?immutable=1";
}

// SQLite would roll a journal back when it first reads the file, and remove a file that the journal names. Ours are in
// write-ahead mode, and have none.
void refuse_journal(const fs::path& file) {
  const std::string journal = file.string() + "-journal";
  std::error_code ignored;
  if (fs::symlink_status(journal, ignored).type() == fs::file_type::not_found) return;
  throw Error(Code::Corrupt,
              fmt::format("'{}' is beside the catalog, where sonoset leaves no such file; move it away, or "
                          "run 'sonoset init' again if that was interrupted",
                          journal));
}

// Pages of a damaged or crafted file can refer to each other so that reading them would take years. This limits the
// operations of SQLite's virtual machine that a statement may take: to seconds, or for a large file to more than our
// queries of all its rows need.
constexpr int kCountedOperations = 1'000'000;
constexpr std::int64_t kMinOperations = 100'000'000;
constexpr std::int64_t kOperationsPerByte = 300;

std::uintmax_t size_of(const fs::path& file) {
  std::error_code ignored;
  const std::uintmax_t size = fs::file_size(file, ignored);
  return ignored ? 0 : size;
}

}  // namespace

struct Database::State {
  State(const std::string& address, int flags, const fs::path& file, Access wanted)
      : sqlite(address, flags | SQLite::OPEN_NOMUTEX), connection{file.string(), &script}, access(wanted) {
    sqlite.setBusyTimeout(kBusyMs);
    sqlite3_limit(sqlite.getHandle(), SQLITE_LIMIT_LENGTH, kMaxTextBytes);
    sqlite3_db_config(sqlite.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_progress_handler(sqlite.getHandle(), kCountedOperations, &State::has_run_away, this);
  }
  // Called every kCountedOperations; interrupts the statement if not 0.
  static int has_run_away(void* state) {
    const Connection& connection = static_cast<State*>(state)->connection;
    *connection.running += kCountedOperations;
    if (*connection.running < kMinOperations) return 0;
    const auto bytes = static_cast<std::int64_t>(size_of(connection.name) + size_of(connection.name + "-wal"));
    return *connection.running > kMinOperations + kOperationsPerByte * bytes ? 1 : 0;
  }
  // Reads the file, which may fail on a read-only medium. Not memory-mapped: a file that shrinks while it is read would
  // end the process.
  void set_up() {
    sqlite.exec(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
        "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;");
  }

  SQLite::Database sqlite;
  std::int64_t script = 0;  ///< operations of statements without an object
  Connection connection;
  Access access;
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, TextHash, std::equal_to<>> prepared;
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database Database::start_create(const fs::path& file) {
  std::error_code ignored;
  const fs::file_type type = fs::symlink_status(file, ignored).type();
  if (type != fs::file_type::not_found && (type != fs::file_type::regular || size_of(file) > 0)) {
    throw Error(Code::InvalidInput, fmt::format("'{}' already exists", file.string()));
  }
  Database database(guarded(file.string(), [&] {
    const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    auto state = std::make_unique<State>(fs::absolute(file).string(), flags, file, Access::Write);
    state->set_up();
    return state;
  }));
  database.begin();
  database.run_script(fmt::format("PRAGMA application_id = {}", kApplicationId));
  return database;
}

// Enables the log after the first commit: before, a kill leaves an empty file or one that SQLite rolls back to empty.
void Database::end_create() {
  commit();
  run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
}

Database Database::in_memory() {
  auto state =
      std::make_unique<State>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, ":memory:", Access::Write);
  state->set_up();
  return Database(std::move(state));
}

void Database::give_up_create(const fs::path& file) noexcept {
  state_.reset();
  try {
    const base::Folder folder(base::folder_of(file));
    for (const char* part : {"", "-journal", "-wal", "-shm"}) folder.remove_file(file.filename().string() + part);
  } catch (const Error&) {
    // Then an unfinished catalog stays, which the next `create` replaces.
  }
}

// SQLite cannot open a log in a read-only folder. If the log is empty, the database file is complete without it.
std::unique_ptr<Database::State> Database::open_to_read(const fs::path& file) {
  const int flags = SQLite::OPEN_READONLY;
  auto state = std::make_unique<State>(fs::absolute(file).string(), flags, file, Access::Read);
  const int readable = state->sqlite.tryExec("PRAGMA schema_version") & 0xFF;
  if (readable != SQLITE_CANTOPEN && readable != SQLITE_READONLY) return state;
  if (size_of(file.string() + "-wal") > 0) {
    throw Error(Code::Denied,
                fmt::format("catalog '{}' has a write-ahead log that must be applied first, but its folder is "
                            "read-only: open the catalog once where it is writable",
                            file.string()));
  }
  return std::make_unique<State>(immutable_uri(file), flags | SQLite::OPEN_URI, file, Access::Read);
}

Database Database::open(const fs::path& file, Access access) {
  const std::string name = file.string();
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) {
    throw Error(Code::NotFound, fmt::format("catalog '{}' does not exist", name));
  }
  if (error) throw Error(Code::Denied, fmt::format("cannot open catalog '{}': {}", name, error.message()));
  if (!fs::is_regular_file(status)) {
    throw Error(Code::Corrupt, fmt::format("catalog '{}' is not a file; move it away and run 'sonoset rebuild'", name));
  }
  refuse_journal(file);
  Database database(guarded(name, [&] {
    auto state = access == Access::Read
                     ? open_to_read(file)
                     : std::make_unique<State>(fs::absolute(file).string(), SQLite::OPEN_READWRITE, file, access);
    state->set_up();
    return state;
  }));
  Statement id = database.query("PRAGMA application_id");
  if (!id.step() || id.integer(0) != kApplicationId) {
    throw Error(Code::Corrupt, fmt::format("'{}' is {}; restore the catalog with 'sonoset rebuild'", name,
                                           size_of(file) == 0 ? "empty" : "a database, but not a sonoset catalog"));
  }
  id.run();
  if (access == Access::Write) database.run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  return database;
}

Statement Database::prepare(std::string_view sql) {
  auto place = state_->prepared.find(sql);
  if (place == state_->prepared.end() && state_->prepared.size() < kMaxPrepared) {
    place = state_->prepared.emplace(std::string(sql), nullptr).first;
  }
  std::unique_ptr<SQLite::Statement>* home = place == state_->prepared.end() ? nullptr : &place->second;
  if (home != nullptr && *home) return {std::move(*home), home, &state_->connection};
  auto fresh = guarded(state_->connection.name,
                       [&] { return std::make_unique<SQLite::Statement>(state_->sqlite, std::string(sql)); });
  return {std::move(fresh), home, &state_->connection};
}

void Database::run_script(std::string_view sql) {
  state_->script = 0;
  state_->connection.running = &state_->script;
  guarded(state_->connection.name, [&] { state_->sqlite.exec(std::string(sql)); });
}

std::int64_t Database::changed_rows() const { return sqlite3_changes64(state_->sqlite.getHandle()); }
std::int64_t Database::last_row_id() const { return state_->sqlite.getLastInsertRowid(); }
const std::string& Database::name() const { return state_->connection.name; }

int Database::schema_version() {
  Statement statement = query("PRAGMA user_version");
  return statement.step() ? statement.small(0) : 0;
}

bool Database::begin() {
  if (sqlite3_get_autocommit(state_->sqlite.getHandle()) == 0) return false;
  run(state_->access == Access::Write ? "BEGIN IMMEDIATE" : "BEGIN");
  return true;
}

void Database::commit() {
  if (sqlite3_get_autocommit(state_->sqlite.getHandle()) != 0) {
    throw Error(Code::Io, fmt::format("catalog '{}': the changes were rolled back because one of them failed", name()));
  }
  run("COMMIT");
}

void Database::rollback() noexcept {
  state_->connection.running = &state_->script;
  state_->sqlite.tryExec("ROLLBACK");
}

}  // namespace store
