#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace test {

/// The project's folder, the folder of its executables, and the folder with real clips: next to the project, or
/// SONOSET_SHARED. Tests that need real clips are skipped, with the reason, if the folder is absent.
std::filesystem::path source_dir();
std::filesystem::path bin_dir();
std::optional<std::filesystem::path> shared_dir();

/// A new folder for one test, removed at its end.
base::PrivateFolder temporary_folder();

struct Run {
  int exit_code = 0;  ///< 128 + n: killed by signal n
  std::string out;
  std::string err;
};
/// Runs a program without standard input, and waits for it.
Run run(const std::filesystem::path& program, const std::vector<std::string>& arguments);

/// The number of running processes of other programs whose command line contains `mark`.
int running(const std::string& mark);

}  // namespace test
