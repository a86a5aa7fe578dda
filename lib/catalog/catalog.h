#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace store {
class Database;
}

namespace catalog {

/// The dataset's SQLite catalog, open. All SQL of the project lives in this layer and in schema/.
class Catalog {
 public:
  /// SHA-256 of the schema that all migrations make (store::schema_digest); a test compares them.
  static constexpr const char* kSchemaDigest = "e6dc95f8b6d746646d154def91491db0356400b59cb7c5e83cfccb4a83fd3a26";

  enum class Access { Read, Write };

  /// Creates a catalog with the newest schema. Throws InvalidInput if the file exists.
  static Catalog create(const std::filesystem::path& file);
  /// Write access migrates an older schema first. Throws NotFound; Corrupt if the file is not a catalog; Unsupported if
  /// its schema is newer than this program, or older and access is Read.
  static Catalog open(const std::filesystem::path& file, Access access);
  ~Catalog();
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;

  store::Database& database() { return *database_; }

 private:
  explicit Catalog(std::unique_ptr<store::Database> database);
  std::unique_ptr<store::Database> database_;
};

/// A number that differs after another process changed the catalog. Not inside of a transaction.
std::int64_t changes(Catalog& catalog);

/// A transaction: changes are rolled back unless `commit` is called. One that starts inside another joins it; rolling
/// back the inner one rolls back the outer one too, whose `commit` then throws. Every function of this layer that
/// writes is a transaction by itself.
class Transaction {
 public:
  explicit Transaction(Catalog& catalog);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Throws if the changes were rolled back already or cannot be written; then none of them is.
  void commit();

 private:
  Catalog& catalog_;
  bool outermost_;
  bool open_ = true;
};

}  // namespace catalog
