#pragma once

#include <string>

namespace SQLite {
class Exception;
}

namespace store {

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
