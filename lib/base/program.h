#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"

namespace base {

/// A program of this name in one of PATH's folders, or nothing.
std::optional<std::filesystem::path> find_program(const std::string& name);

struct ProgramLimits {
  std::chrono::milliseconds time{60'000};
  std::int64_t max_file_bytes = std::int64_t{1} << 30;  ///< of each file that it writes
  std::size_t max_output = 64 << 10;                    ///< of stdout and stderr each; the rest is dropped
  std::function<bool()> stop = [] { return false; };    ///< asked a few times a second: true ends it
};

struct ProgramResult {
  enum class End { Itself, Time, Stop };
  End end = End::Itself;  ///< else we ended it
  Exit exit;
  std::string out;
  std::string err;
};

/// Runs a program to its end, without a shell and without standard input. It, and what it starts, ends when the limits
/// say so, and with this process. Throws NotFound where it cannot start.
ProgramResult run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                          const ProgramLimits& limits);

}  // namespace base
