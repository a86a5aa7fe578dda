#pragma once

#include <cstdint>

namespace base {

/// What `run_tree` starts. All of it must be ready before fork.
struct TreeStart {
  const char* program = nullptr;
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const char* folder = nullptr;  ///< the current folder of the program
  int out = -1;                  ///< its stdout
  int err = -1;                  ///< its stderr
  int lifeline = -1;             ///< the reading end of a pipe whose other end only the caller has
  std::int64_t max_file_bytes = 0;
};

/// Runs a program, kills what it left when it ends, and ends as it did. If the caller closes the lifeline or dies, all
/// are killed. Descendants are found wherever they went (other groups and sessions, daemons): as a subreaper (prctl(2))
/// this process becomes the parent of those that lost theirs. Called in a child of a process that may have threads, and
/// so makes system calls only.
[[noreturn]] void run_tree(const TreeStart& start);

}  // namespace base
