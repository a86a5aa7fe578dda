#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Exit codes, the same for every verb.
enum ExitCode : int {
  kDone = 0,
  kDoneWithFindings = 1,  ///< done, with findings or failed items
  kCannot = 2             ///< cannot be done as asked: usage, bad manifest, no such dataset
};

struct Context {
  std::filesystem::path dataset = ".";  ///< -C
};

using Words = std::vector<std::string>;

/// Runs a program: its words, as main got them, and what each exception means to the user. The exit code.
int guarded(int argc, char** argv, int (*run)(const Words&));
