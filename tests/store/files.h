#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "base/error.h"
#include "base/file.h"
#include "store/database.h"
#include "support/support.h"

namespace test {

/// A folder with a database: a table t (n INTEGER, s TEXT) with a row (1, 'one').
struct SmallDatabase {
  base::PrivateFolder folder = temporary_folder();
  std::filesystem::path file = folder.path() / "catalog.sqlite";

  SmallDatabase() {
    store::Database::create(file, [](store::Database& database) {
      database.run_script("CREATE TABLE t (n INTEGER NOT NULL CHECK (n > 0), s TEXT NOT NULL) STRICT");
      database.run("INSERT INTO t VALUES (?, ?)", 1, "one");
    });
  }
  store::Database open(store::Database::Access access = store::Database::Access::Write) const {
    return store::Database::open(file, access);
  }
};

inline std::int64_t rows_of_t(store::Database& database) {
  auto row = database.query("SELECT count(*) FROM t");
  row.step();
  return row.integer(0);
}

/// The code and message of the base::Error that `call` throws.
inline std::pair<base::Code, std::string> error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return {error.code(), error.what()};
  }
  ADD_FAILURE() << "no exception";
  return {};
}

}  // namespace test
