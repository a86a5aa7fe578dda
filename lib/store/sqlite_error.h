#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

namespace store {

/// Internal to this layer, as it uses SQLiteCpp's types.
///
/// Throws the base::Error for an SQLite error (https://sqlite.org/rescode.html), naming the file.
[[noreturn]] void throw_as_ours(const SQLite::Exception& error, const std::string& file);

/// Runs `call` and converts SQLite's errors to base::Error.
template <typename Call>
auto guarded(const std::string& file, Call call) {
  try {
    return call();
  } catch (const SQLite::Exception& error) {
    throw_as_ours(error, file);
  }
}

}  // namespace store
