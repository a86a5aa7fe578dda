// sonoset-worker opens untrusted files, so that no other program has to.
//
// usage: sonoset-worker COMMAND [--memory-mb N] [--output-mb N] [--unsealed] ...
#include <array>
#include <charconv>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "clip_command.h"
#include "encode_command.h"
#include "media/quiet.h"
#include "media/versions.h"
#include "phantom_command.h"
#include "process_limits.h"
#include "say.h"
#include "serve.h"

namespace {

/// A command: takes the arguments after its name, returns the exit code.
struct Entry {
  std::string_view name;
  int (*function)(const std::vector<std::string>& arguments);
};

constexpr std::array kCommands = {
    Entry{"serve", worker::serve},
    Entry{"clip", worker::clip},
    Entry{"encode", worker::encode},
    Entry{"phantom", worker::phantom},
};

std::int64_t number(const std::string& name, const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > (1 << 20)) {
    throw base::Error(base::Code::InvalidInput, name + " must be a number from 1 to 1048576");
  }
  return value;
}

// Removes the leading limit options from `arguments`.
worker::Limits take_limits(std::vector<std::string>& arguments) {
  worker::Limits limits;
  while (arguments.size() >= 2 && (arguments[0] == "--memory-mb" || arguments[0] == "--output-mb")) {
    (arguments[0] == "--memory-mb" ? limits.memory_mb : limits.output_mb) = number(arguments[0], arguments[1]);
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  return limits;
}

void limit(const Entry& entry, std::vector<std::string>& arguments) {
  try {
    worker::limit_process(take_limits(arguments));
  } catch (const base::Error& error) {
    if (entry.function == worker::serve) worker::say_not_ready(error.what());
    throw;
  }
}

int print_version(bool verbose) {
#ifdef SONOSET_SECCOMP
  constexpr const char* kSeccomp = "yes";
#else
  constexpr const char* kSeccomp = "no";
#endif
  worker::say(stdout, "sonoset-worker " SONOSET_VERSION);
  if (verbose) worker::say(stdout, "FFmpeg: " + media::ffmpeg_version() + "\nseccomp: " + kSeccomp);
  return 0;
}

int run(std::vector<std::string> arguments) {
  if (!arguments.empty() && arguments[0] == "--version") return print_version(arguments.size() > 1);
  for (const Entry& entry : kCommands) {
    if (arguments.empty() || arguments[0] != entry.name) continue;
    arguments.erase(arguments.begin());
    limit(entry, arguments);
    media::silence_libraries();
    return entry.function(arguments);
  }
  std::string names;
  for (const Entry& entry : kCommands) names += " " + std::string(entry.name);
  throw base::Error(base::Code::InvalidInput,
                    "usage: sonoset-worker COMMAND [--memory-mb N] [--output-mb N] ...; commands:" + names);
}

}  // namespace

int main(int argc, char** argv) {
  // Users run `sonoset phantom`, which replaces itself with this program.
  const bool is_phantom = argc > 1 && std::string_view(argv[1]) == "phantom";
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    worker::say(stderr, std::string(is_phantom ? "sonoset: " : "sonoset-worker: ") + error.what());
    return 2;
  }
}
