#pragma once

#include <filesystem>
#include <memory>

namespace store {
class Database;
}

namespace catalog {

/// The dataset's SQLite catalog, open. All SQL of the project lives in this layer and in schema/.
class Catalog {
 public:
  enum class Access { Read, Write };

  /// A new catalog with the newest schema. Throws InvalidInput where the file exists.
  static Catalog create(const std::filesystem::path& file);
  /// Write access brings an older schema up to date first. Throws NotFound; Corrupt where the file is no catalog of
  /// ours; Unsupported where its schema is newer than this program, or older and access is Read.
  static Catalog open(const std::filesystem::path& file, Access access);
  ~Catalog();
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;

  store::Database& database() { return *database_; }

 private:
  explicit Catalog(std::unique_ptr<store::Database> database);
  std::unique_ptr<store::Database> database_;
};

/// All or nothing: what was changed since is undone unless `commit` is called. One that starts inside another joins it;
/// undoing the inner one undoes the outer one too, whose `commit` then throws. Every function of this layer that writes
/// is one by itself.
class Transaction {
 public:
  explicit Transaction(Catalog& catalog);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Throws where the changes were undone meanwhile, or cannot be written: then none of them is.
  void commit();

 private:
  Catalog& catalog_;
  bool outermost_;
  bool open_ = true;
};

}  // namespace catalog
