#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "store/statement.h"

/// SQLite behind a small door: open, prepare, transact. SQLite's errors come out as base::Error: Corrupt where the file
/// is damaged, Denied where it may not be written or another process holds it, InvalidInput where a constraint or size
/// forbids the row, Io for the rest.
namespace store {

/// Marks our files in SQLite's header (https://sqlite.org/fileformat.html, offset 68): "SONO".
inline constexpr int kApplicationId = 0x534F4E4F;

/// An open database file. Write-ahead log, foreign keys enforced, nothing in the file trusted. A finished transaction
/// survives the end of the process, however it ends; after a power loss the last ones may be missing, and the file is
/// still consistent. Outlives its statements.
class Database {
 public:
  enum class Access { Read, Write };

  /// A new, empty database; `set_up` fills it in the one transaction that also marks it as ours. Throws InvalidInput
  /// where the file exists, unless it is empty or has a journal beside it: what a killed `create` may leave. One that
  /// throws leaves nothing.
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
  /// Throws NotFound; Corrupt where the file is no database of ours, or has a rollback journal beside it. Reading works
  /// in a folder that cannot be written.
  static Database open(const std::filesystem::path& file, Access access);
  /// An empty one without a file, for comparisons.
  static Database in_memory();
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  /// A statement with the first parameters bound to `values`. Prepared ones are kept by their text.
  template <typename... Values>
  Statement query(std::string_view sql, const Values&... values) {
    Statement statement = prepare(sql);
    (statement.bind(values), ...);
    return statement;
  }
  /// Runs one statement to its end, whatever rows it has.
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    query(sql, values...).run();
  }
  /// Runs any number of statements, without parameters.
  void run_script(std::string_view sql);

  std::int64_t changed_rows() const;  ///< by the last INSERT, UPDATE or DELETE
  std::int64_t last_row_id() const;   ///< of the last INSERT
  int schema_version();               ///< PRAGMA user_version
  const std::string& name() const;    ///< of the file, for messages

  /// Starts a transaction, for writing where the access is; false where one is open already: the caller's work joins
  /// it.
  bool begin();
  /// Throws Io where the transaction was undone meanwhile.
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

/// All or nothing. One that starts inside another joins it; undoing the inner one undoes the outer one too, whose
/// commit then throws.
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
