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

/// The variables of this process that a program needs which may download: PATH without relative parts, proxies and
/// certificates, as "NAME=value", and a UTF-8 locale. Nothing else is passed on.
std::vector<std::string> plain_environment();

struct ProgramLimits {
  std::chrono::milliseconds time{60'000};
  std::int64_t max_file_bytes = std::int64_t{1} << 30;         ///< maximum size of a file that it writes
  std::size_t max_output = 64 << 10;                           ///< bytes kept of stdout and of stderr
  std::function<bool()> stop = [] { return false; };           ///< called a few times a second; true ends the program
  std::vector<std::string> environment = plain_environment();  ///< all of it
  std::filesystem::path folder = "/";                          ///< the program's current folder
};

struct ProgramResult {
  enum class End { Itself, Time, Stop };
  End end = End::Itself;  ///< why it ended: by itself, or ended by us
  Exit exit;
  std::string out;
  std::string err;
};

/// Runs a program without a shell and without standard input, and waits for its end. The program and all its
/// descendants, also daemons, are killed when it ends, when a limit is reached and when this process ends. Throws
/// NotFound if it cannot start.
ProgramResult run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                          const ProgramLimits& limits);

}  // namespace base
