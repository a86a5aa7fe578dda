#include "arguments.h"
#include "base/process.h"
#include "verbs.h"

// The worker makes them, and checks the values: it is the program that links the codecs.
int cmd_phantom(const Context&, const Words& words) {
  Arguments arguments("phantom", "OUT [options]",
                      "Makes synthetic lung ultrasound clips with ground truth: OUT/clips, OUT/manifest.yaml and "
                      "OUT/truth.json. OUT must be empty or not exist yet. The same options give the same files.\n\n"
                      "Kinds: dataset: clips of several people, states, devices and containers; odd: files that are "
                      "unusual, but valid; broken: files that each trigger a different finding; screens: clips as "
                      "devices show them, among texts, rulers and logos, with their sectors, boxes and texts in "
                      "truth.json; all: dataset, odd and broken, each in a subfolder of OUT. All names, dates and "
                      "hospitals are invented.",
                      {"sonoset phantom /tmp/phantoms --subjects 4 --clips 8 --seed 7",
                       "sonoset phantom /tmp/screens --kind screens --clips 50"});
  arguments.add()("out", "Folder to make", cxxopts::value<std::string>(), "DIR");
  const auto add = [&](const char* name, const char* text, const char* first, const char* argument) {
    arguments.add()(name, text, cxxopts::value<std::string>()->default_value(first), argument);
  };
  add("kind", "What to make", "dataset", "dataset|odd|broken|screens|all");
  add("subjects", "People in the dataset", "12", "N");
  add("clips", "Clips in the dataset, or screens", "24", "N");
  add("seconds", "Length of clips, in seconds, up to 60", "2", "S");
  add("size", "Size of pictures: even, 128x96 to 1920x1440; screens vary without it", "320x240", "WxH");
  add("seed", "Random seed; different seeds give different people", "1", "N");
  arguments.positional({"out"});
  const auto options = arguments.parse(words, {"out"});
  if (!options) return kDone;
  Words passed{"phantom", (*options)["out"].as<std::string>()};
  for (const char* name : {"kind", "subjects", "clips", "seconds", "size", "seed"}) {
    if (options->count(name) == 0) continue;
    passed.push_back(std::string("--") + name);
    passed.push_back((*options)[name].as<std::string>());
  }
  base::replace_process(base::own_path().parent_path() / "sonoset-worker", passed);
}
