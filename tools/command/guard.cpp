#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "base/error.h"
#include "command.h"

int guarded(int argc, char** argv, int (*run)(const Words&)) {
  try {
    return run(Words(argv + 1, argv + argc));
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "sonoset: '{}': {}{}\n", error.path1().string(), error.code().message(),
               base::next_step(error.code().value()));
    return kCannot;
  } catch (const std::exception& error) {
    fmt::print(stderr, "sonoset: {}\n", error.what());
    return kCannot;
  }
}
