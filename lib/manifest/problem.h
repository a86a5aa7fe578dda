#pragma once

#include <string>
#include <vector>

namespace manifest {

/// Something in a file that a person has to correct.
struct Problem {
  std::string file;
  int line = 0;         ///< from 1; 0: the file as a whole
  int column = 0;       ///< from 1, in bytes
  std::string key;      ///< "clips[3].region.width", entries counted from 0; empty: the document
  std::string message;  ///< what was found, what was expected, and a suggestion where there is one
  /// "file:line:column: key: message".
  std::string text() const;
  bool operator==(const Problem&) const = default;
};

/// One line a problem.
std::string text_of(const std::vector<Problem>& problems);

}  // namespace manifest
