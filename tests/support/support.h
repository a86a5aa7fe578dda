#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace test {

/// The project folder, the folder of built executables, and the folder with real clips: $SONOSET_SHARED or beside the
/// project; nothing if it is absent, and tests that need it skip.
std::filesystem::path source_dir();
std::filesystem::path bin_dir();
std::optional<std::filesystem::path> shared_dir();

/// A new folder for one test, removed at its end.
base::PrivateFolder temporary_folder();

struct Run {
  int exit_code = 0;  ///< 128 + n if ended by signal n
  std::string out;
  std::string err;
};
/// Runs a program without standard input and waits for it.
Run run(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace test
