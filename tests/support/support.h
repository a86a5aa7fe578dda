#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace test {

/// The project's own folder, where its executables are built, and the folder with real clips, where it is there:
/// beside the project, or where SONOSET_SHARED says. Tests that want it skip, with the reason, where it is absent.
std::filesystem::path source_dir();
std::filesystem::path bin_dir();
std::optional<std::filesystem::path> shared_dir();

/// A fresh folder for one test, removed at its end.
base::PrivateFolder temporary_folder();

struct Run {
  int exit_code = 0;  ///< 128 + n: ended by signal n
  std::string out;
  std::string err;
};
/// Runs a program with no standard input, and waits for it.
Run run(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace test
