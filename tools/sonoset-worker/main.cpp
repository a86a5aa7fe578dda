// sonoset-worker opens untrusted files, so that nothing else has to.
//
// usage: sonoset-worker COMMAND [--memory-mb N] ...
#include <array>
#include <charconv>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "commands.h"
#include "limits.h"
#include "media/quiet.h"

namespace {

struct Entry {
  std::string_view name;
  worker::Command function;
};

constexpr std::array kCommands = {
    Entry{"serve", worker::serve},
    Entry{"clip", worker::clip},
    Entry{"phantom", worker::phantom},
};

constexpr std::int64_t kMemoryMb = 2048;

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 64 || value > (1 << 20)) {
    throw base::Error(base::Code::InvalidInput, "--memory-mb takes a number from 64 to 1048576");
  }
  return value;
}

int run(std::vector<std::string> arguments) {
  for (const Entry& entry : kCommands) {
    if (arguments.empty() || arguments[0] != entry.name) continue;
    arguments.erase(arguments.begin());
    std::int64_t memory_mb = kMemoryMb;
    if (arguments.size() >= 2 && arguments[0] == "--memory-mb") {
      memory_mb = number(arguments[1]);
      arguments.erase(arguments.begin(), arguments.begin() + 2);
    }
    worker::limit_process(memory_mb);
    media::silence_libraries();
    return entry.function(arguments);
  }
  std::string names;
  for (const Entry& entry : kCommands) names += " " + std::string(entry.name);
  throw base::Error(base::Code::InvalidInput, "usage: sonoset-worker COMMAND [--memory-mb N] ...; commands:" + names);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sonoset-worker: %s\n", error.what());
    return 2;
  }
}
