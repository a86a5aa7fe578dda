// Runs a fuzz target without libFuzzer on each file of a corpus and on damaged copies, which are the same each time.
//
// usage: fuzz_replay NAME [--copies N] FOLDER…
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "target.h"

namespace {

namespace fs = std::filesystem;

void run(fuzz::Target target, const std::string& input) {
  target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

// Uses only the generator's numbers, which are the same in every library; distributions differ.
std::string damaged(std::string input, std::mt19937& generator) {
  const auto below = [&generator](std::size_t most) { return most == 0 ? 0 : generator() % most; };
  for (std::size_t left = 1 + below(4); left > 0; --left) {
    const std::size_t at = below(input.size() + 1);
    switch (below(5)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        break;
      case 1:
        input.insert(at, 1, static_cast<char>(generator()));
        break;
      case 2:
        input.erase(at, 1 + below(32));
        break;
      case 3:
        input.insert(at, input.substr(below(input.size() + 1), below(64)));
        break;
      default:
        if (below(4) == 0) input.resize(at);
        break;
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  const auto target = fuzz::targets().find(argc > 1 ? argv[1] : "");
  if (target == fuzz::targets().end()) {
    std::fprintf(stderr, "usage: fuzz_replay NAME [--copies N] FOLDER...\ntargets:");
    for (const auto& [name, function] : fuzz::targets()) std::fprintf(stderr, " %s", std::string(name).c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  int copies = 100;
  std::vector<fs::path> files;
  for (int i = 2; i < argc; ++i) {
    if (std::string(argv[i]) == "--copies" && i + 1 < argc) {
      copies = std::atoi(argv[++i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(argv[i])) files.push_back(entry.path());
  }
  if (files.empty()) {
    std::fprintf(stderr, "no corpus\n");
    return 2;
  }
  std::sort(files.begin(), files.end());
  std::mt19937 generator(1);
  run(target->second, "");
  for (const fs::path& file : files) {
    const std::string content = base::read_text(file);
    run(target->second, content);
    for (int copy = 0; copy < copies; ++copy) run(target->second, damaged(content, generator));
  }
  std::printf("%zu files, %d damaged copies of each\n", files.size(), copies);
  return 0;
}
