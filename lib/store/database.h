#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "store/statement.h"

/// A small interface to SQLite: open, prepare, transact. SQLite's errors become base::Error: Corrupt if the file is
/// damaged, Denied if it cannot be written or is in use, InvalidInput if a constraint or size limit forbids the row,
/// else Io.
namespace store {

/// Marks our files in SQLite's header (https://sqlite.org/fileformat.html, offset 68): "SONO".
inline constexpr int kApplicationId = 0x534F4E4F;

/// An open database file, with write-ahead log and foreign keys; its schema is not trusted. A committed transaction
/// survives a kill of the process; after a power loss the last ones may be missing, but the file is consistent. Must
/// outlive its statements.
class Database {
 public:
  enum class Access { Read, Write };

  /// Creates a database; `set_up` fills it in the transaction that also writes the application id. Throws InvalidInput
  /// if the file exists, unless it is empty or has a journal, as after a killed `create`. Leaves no file if it throws.
  template <typename SetUp>
  static Database create(const std::filesystem::path& file, SetUp set_up) {
    Database database = start_create(file);
    try {
      set_up(database);
      database.end_create();
    } catch (...) {
      database.give_up_create(file);
      throw;
    }
    return database;
  }
  /// Throws NotFound; Corrupt if the file is not a catalog of sonoset, or has a rollback journal. Reading works in
  /// read-only folders.
  static Database open(const std::filesystem::path& file, Access access);
  /// An empty one without a file, for comparisons.
  static Database in_memory();
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  /// A statement with its first parameters bound to `values`. Prepared statements are cached by their text.
  template <typename... Values>
  Statement query(std::string_view sql, const Values&... values) {
    Statement statement = prepare(sql);
    (statement.bind(values), ...);
    return statement;
  }
  /// Runs one statement, ignoring its rows.
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    query(sql, values...).run();
  }
  /// Runs any number of statements, without parameters.
  void run_script(std::string_view sql);

  std::int64_t changed_rows() const;  ///< by the last INSERT, UPDATE or DELETE
  std::int64_t last_row_id() const;   ///< of the last INSERT
  int schema_version();               ///< PRAGMA user_version
  const std::string& name() const;    ///< the file, for messages

  /// Begins a transaction (for writing, if the database is open for writing). False if one is open: the caller joins
  /// it.
  bool begin();
  /// Throws Io if the transaction was rolled back meanwhile.
  void commit();
  void rollback() noexcept;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  static std::unique_ptr<State> open_to_read(const std::filesystem::path& file);
  static Database start_create(const std::filesystem::path& file);
  void end_create();
  void give_up_create(const std::filesystem::path& file) noexcept;
  Statement prepare(std::string_view sql);
  std::unique_ptr<State> state_;
};

/// A transaction; rolls back unless committed. A nested one joins the outer one; rolling back the inner one also rolls
/// back the outer one, whose commit then throws.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), outermost_(database.begin()) {}
  ~Transaction() {
    if (open_) database_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    if (outermost_) database_.commit();
    open_ = false;
  }

 private:
  Database& database_;
  bool outermost_;
  bool open_ = true;
};

}  // namespace store
