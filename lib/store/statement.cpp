#include "store/statement.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.h"
#include "store/sqlite_error.h"

namespace store {

Statement::Statement(Prepared prepared, Prepared* home, Connection* connection)
    : prepared_(std::move(prepared)), home_(home), connection_(connection) {}

Statement::Statement(Statement&& other) noexcept
    : prepared_(std::move(other.prepared_)),
      home_(other.home_),
      connection_(other.connection_),
      operations_(other.operations_),
      bound_(other.bound_) {}

Statement::~Statement() {
  if (!prepared_ || home_ == nullptr || *home_) return;
  prepared_->tryReset();
  try {
    prepared_->clearBindings();
    *home_ = std::move(prepared_);
  } catch (const SQLite::Exception&) {
    // Then the statement is not reused.
  }
}

Statement& Statement::bind_integer(std::int64_t value) {
  guarded(connection_->name, [&] { prepared_->bind(++bound_, value); });
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  guarded(connection_->name, [&] { prepared_->bind(++bound_, std::string(text)); });
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  // A null pointer would bind NULL.
  const void* const data = bytes.empty() ? "" : bytes.data();
  guarded(connection_->name, [&] { prepared_->bind(++bound_, data, static_cast<int>(bytes.size())); });
  return *this;
}

Statement& Statement::bind(const base::Digest& digest) {
  return bind_blob({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
}

Statement& Statement::bind(std::nullopt_t) {
  guarded(connection_->name, [&] { prepared_->bind(++bound_); });
  return *this;
}

bool Statement::step() {
  connection_->running = &operations_;
  return guarded(connection_->name, [&] { return prepared_->executeStep(); });
}

void Statement::run() {
  while (step()) {
  }
}

int Statement::columns() const { return prepared_->getColumnCount(); }

Statement::Type Statement::type(int column) const {
  const SQLite::Column cell = prepared_->getColumn(column);
  if (cell.isInteger()) return Type::Integer;
  if (cell.isText()) return Type::Text;
  if (cell.isBlob()) return Type::Blob;
  if (cell.isNull()) return Type::Null;
  broken(column, "a number that is not an integer");
}

Statement::Cell Statement::cell(int column) const {
  const SQLite::Column value = prepared_->getColumn(column);
  const int type = value.getType();
  switch (type) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return {Type::Integer, value.getInt64(), {}};
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(value.getBlob());
      return {type == SQLITE_TEXT ? Type::Text : Type::Blob, 0, {bytes, static_cast<std::size_t>(value.getBytes())}};
    }
    default:
      broken(column, "a number that is not an integer");
  }
}

std::int64_t Statement::integer(int column) const {
  const SQLite::Column cell = prepared_->getColumn(column);
  if (!cell.isInteger()) broken(column, "something other than an integer");
  return cell.getInt64();
}

int Statement::small(int column) const {
  const std::int64_t value = integer(column);
  if (!std::in_range<int>(value)) broken(column, "a number out of range");
  return static_cast<int>(value);
}

std::string_view Statement::view(int column) const {
  const SQLite::Column cell = prepared_->getColumn(column);
  if (!cell.isText() && !cell.isBlob()) broken(column, "something other than text");
  const void* bytes = cell.getBlob();
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(cell.getBytes())};
}

base::Digest Statement::digest(int column) const {
  const std::string_view bytes = view(column);
  base::Digest digest;
  if (bytes.size() != digest.bytes.size()) broken(column, "an invalid digest");
  std::ranges::copy(bytes, digest.bytes.begin());
  return digest;
}

std::optional<base::Digest> Statement::optional_digest(int column) const {
  if (is_null(column)) return std::nullopt;
  return digest(column);
}

void Statement::broken(int column, std::string_view why) const {
  throw base::Error(base::Code::Corrupt, fmt::format("catalog '{}': column '{}' has {}; run 'sonoset fsck'",
                                                     connection_->name, prepared_->getColumnName(column), why));
}

}  // namespace store
