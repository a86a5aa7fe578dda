#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace manifest {

/// An error in a file.
struct Problem {
  std::string file;
  int line = 0;         ///< from 1; 0: the whole file
  int column = 0;       ///< from 1, in bytes; 0: the whole line
  std::string key;      ///< "clips[3].region.width", entries counted from 0; empty: the document
  std::string message;  ///< what is wrong, and a suggestion if there is one
  /// "file:line:column: key: message", without what is 0 or empty.
  std::string text() const;
  bool operator==(const Problem&) const = default;
};

/// One problem per line.
std::string text_of(const std::vector<Problem>& problems);

/// An error that has `heading`, which may be empty, and a line for each of the problems (at least one).
base::Error error_of(base::Code code, const std::string& heading, const std::vector<Problem>& problems);

}  // namespace manifest
