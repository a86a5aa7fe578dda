#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace SQLite {
class Statement;
}

namespace store {

/// What statements share with their database.
struct Connection {
  std::string name;                 ///< the file, for messages
  std::int64_t* running = nullptr;  ///< where the operations of the statement that runs are counted
};

/// A prepared statement in use; the destructor returns it to its database's cache. Parameters are bound in order.
/// Columns are counted from 0 and can be read after `step` returned true.
class Statement {
 public:
  enum class Type { Null, Integer, Text, Blob };

  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  template <std::integral T>
  Statement& bind(T value) {
    return bind_integer(static_cast<std::int64_t>(value));
  }
  /// Any bytes, including NUL.
  Statement& bind(std::string_view text);
  Statement& bind(const base::Digest& digest);
  Statement& bind(std::nullopt_t);
  Statement& bind_blob(std::string_view bytes);
  template <typename T>
  Statement& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind(std::nullopt);
  }

  /// Moves to the next row; false if there is none.
  bool step();
  /// Runs to the end.
  void run();

  /// A cell with its type; `bytes` of a text or blob are valid until the next step.
  struct Cell {
    Type type = Type::Null;
    std::int64_t integer = 0;
    std::string_view bytes;
  };
  Cell cell(int column) const;

  int columns() const;
  Type type(int column) const;
  bool is_null(int column) const { return type(column) == Type::Null; }
  std::int64_t integer(int column) const;
  /// Throws Corrupt if the number does not fit into an int.
  int small(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  std::string text(int column) const { return std::string(view(column)); }
  /// A text or blob; valid until the next step.
  std::string_view view(int column) const;
  /// Throws Corrupt unless the blob has 32 bytes.
  base::Digest digest(int column) const;
  std::optional<base::Digest> optional_digest(int column) const;

 private:
  friend class Database;
  using Prepared = std::unique_ptr<SQLite::Statement>;
  Statement(Prepared prepared, Prepared* home, Connection* connection);
  Statement& bind_integer(std::int64_t value);
  [[noreturn]] void broken(int column, std::string_view why) const;

  Prepared prepared_;
  Prepared* home_;  // the cache that it returns to; null: none
  Connection* connection_;
  std::int64_t operations_ = 0;
  int bound_ = 0;
};

}  // namespace store
