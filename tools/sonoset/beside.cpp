#include "beside.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "base/process.h"
#include "console.h"

namespace {

std::filesystem::path path_of(const std::string& name) { return base::own_path().parent_path() / ("sonoset-" + name); }

}  // namespace

bool is_beside(const std::string& name) { return std::filesystem::is_regular_file(path_of(name)); }

void replace_by(const Context& context, const std::string& name, const Words& words) {
  Words passed{"-C", context.dataset.string()};
  if (Console::is_quiet()) passed.emplace_back("--quiet");
  if (Console::is_verbose()) passed.emplace_back("--verbose");
  passed.insert(passed.end(), words.begin(), words.end());
  // OpenMP threads of LibTorch would spin while they wait; the variable is read at start only.
  ::setenv("OMP_WAIT_POLICY", "passive", 0);
  base::replace_process(path_of(name), passed);
}

void throw_not_beside(const std::string& name, std::string_view build) {
  throw base::Error(base::Code::NotFound,
                    fmt::format("{} is not installed: install the package sonoset-{}, or build it with {}",
                                path_of(name).string(), name, build));
}
