#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

namespace store {

/// Inside this layer only: SQLiteCpp's types go no further.
///
/// Throws the base::Error that an SQLite error stands for (https://sqlite.org/rescode.html), naming the file.
[[noreturn]] void throw_as_ours(const SQLite::Exception& error, const std::string& file);

/// Runs `call`, turning SQLite's errors into ours.
template <typename Call>
auto guarded(const std::string& file, Call call) {
  try {
    return call();
  } catch (const SQLite::Exception& error) {
    throw_as_ours(error, file);
  }
}

}  // namespace store
