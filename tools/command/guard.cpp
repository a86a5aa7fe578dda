#include <fmt/format.h>

#include <chrono>
#include <exception>

#include "base/error.h"
#include "command.h"
#include "console.h"

namespace {

int fail(const std::string& what) {
  Console::error("sonoset:", Lines{what});
  return kCannot;
}

}  // namespace

int guarded(int argc, char** argv, int (*run)(const Words&)) {
  const auto start = std::chrono::steady_clock::now();
  try {
    const int code = run(Words(argv + 1, argv + argc));
    if (Console::is_verbose()) {
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
      Console::note(fmt::format("sonoset: exit status {} after {:.2f} s", code, taken.count()));
    }
    return code;
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(fmt::format("'{}': {}{}", base::printable(error.path1().string()), error.code().message(),
                            base::next_step(error.code().value())));
  } catch (const base::Error& error) {
    return fail(error.what());
  } catch (const std::exception& error) {
    return fail(base::printable(error.what()));
  }
}
