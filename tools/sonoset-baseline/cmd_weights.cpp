#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/digest.h"
#include "base/error.h"
#include "baseline/data/weights_folder.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "networks/weights_check.h"
#include "option_groups.h"
#include "progress.h"
#include "recipe_options.h"
#include "say.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using manifest::WeightsEntry;

/// Shared by list, fetch and check.
struct Place {
  manifest::WeightsRegistry registry;
  fs::path folder;

  const WeightsEntry* find(const std::string& name) const { return registry.find(name); }
};

Place place_of(const cxxopts::ParseResult& options) {
  const auto text = [&](const char* name) { return options[name].as<std::string>(); };
  return {
      options.count("registry") > 0 ? baseline::read_weights_registry(text("registry")) : baseline::built_in_weights(),
      options.count("weights-dir") > 0 ? fs::path(text("weights-dir")) : baseline::default_weights_folder()};
}

double megabytes(std::int64_t bytes) { return static_cast<double>(bytes) / 1e6; }

/// "yes", "no", or "damaged" if the file is not the registry's.
std::string state_of(const WeightsEntry& entry, const Place& place) {
  try {
    baseline::find_weights(entry.name, place.registry, place.folder);
    return "yes";
  } catch (const Error& error) {
    if (error.code() == Code::NotFound) return "no";
    if (error.code() == Code::Corrupt) return "damaged";
    throw;
  }
}

void print_json(const nlohmann::ordered_json& document) { print_document(document); }

int list(const Place& place, bool json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  if (!json) say("{:<20}{:<14}{:<14}{:>9}  {:<9}{}\n", "name", "backbone", "licence", "MB", "here", "title");
  for (const WeightsEntry& entry : place.registry.entries) {
    const std::string here = state_of(entry, place);
    if (!json) {
      say("{:<20}{:<14}{:<14}{:>9.1f}  {:<9}{}\n", entry.name, manifest::to_string(entry.backbone), entry.licence,
          megabytes(entry.bytes), here, entry.title);
    }
    rows.push_back({{"name", entry.name},
                    {"title", entry.title},
                    {"backbone", manifest::to_string(entry.backbone)},
                    {"file", manifest::to_string(entry.file)},
                    {"licence", entry.licence},
                    {"source", entry.source},
                    {"url", entry.url},
                    {"sha256", entry.sha256.hex()},
                    {"bytes", entry.bytes},
                    {"here", here},
                    {"path", baseline::weights_file(entry, place.folder).string()}});
  }
  if (json) {
    print_json({{"folder", place.folder.string()}, {"weights", rows}});
  } else {
    say("\nfolder: {}\n", place.folder.string());
  }
  return kDone;
}

int fetch_one(const std::string& name, const Place& place, const baseline::WeightsFetch& how) {
  const WeightsEntry* entry = place.find(name);
  // Throws, and lists the known names.
  if (entry == nullptr) baseline::find_weights(name, place.registry, place.folder);
  Progress progress("MB");
  baseline::WeightsFetch shown = how;
  shown.progress = [&](std::int64_t bytes) { progress.show(bytes / 1'000'000, entry->bytes / 1'000'000, name); };
  const baseline::WeightsFetched fetched = baseline::fetch_weights(*entry, place.folder, shown);
  const std::string file = baseline::weights_file(*entry, place.folder).string();
  switch (fetched) {
    case baseline::WeightsFetched::WasThere:
      say("{} is already there: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::FromMirror:
      say("{} copied from a mirror: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::Downloaded:
      say("{} downloaded: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::Stopped:
      say(stderr, "stopped; run the same command again to continue\n");
  }
  return kDoneWithFindings;
}

int fetch_all(const std::vector<std::string>& names, const Place& place, const cxxopts::ParseResult& options) {
  baseline::WeightsFetch how;
  how.mirrors = folders_of(options, "mirror");
  if (options.count("offline") == 0) how.download = fetch_options_of(options);
  how.stop = stop_at_interrupt();
  int code = kDone;
  for (const std::string& name : names) {
    if (!how.stop()) code = std::max(code, fetch_one(name, place, how));
  }
  return code;
}

/// `words`: names from the registry, or files.
int check(const std::vector<std::string>& words, const Place& place, bool json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::string& word : words) {
    const bool named = place.find(word) != nullptr;
    const fs::path file = named ? baseline::find_weights(word, place.registry, place.folder) : fs::path(word);
    const std::string what = networks::check_weights(file);
    const base::Digest digest = base::sha256_of_file(file);
    std::string known;
    for (const WeightsEntry& entry : place.registry.entries) {
      if (entry.sha256 == digest) known = entry.name;
    }
    rows.push_back({{"file", file.string()}, {"what", what}, {"sha256", digest.hex()}, {"name", known}});
    if (json) continue;
    say("{}: {}\n  SHA-256 {}, {}\n", file.string(), what, digest.hex(),
        known.empty() ? "not in the registry" : fmt::format("matches '{}' in the registry", known));
  }
  if (json) print_json({{"checked", rows}});
  return kDone;
}

void add_weights_options(Arguments& arguments) {
  arguments.add()("do", "list, fetch or check", cxxopts::value<std::string>());
  arguments.add()("what", "Names from the registry, or files to check", cxxopts::value<std::vector<std::string>>());
  arguments.add()("mirror", "Folder with copies of the files (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "DIR");
  arguments.add()("offline", "Use mirrors only; download nothing");
  arguments.add(kOutputGroup)("json", "Print one JSON document (list and check)");
  arguments.add("Weights")("registry", "Registry to use instead of the built-in one", cxxopts::value<std::string>(),
                           "FILE");
  arguments.add("Weights")("weights-dir", "Folder of weights (default: $SONOSET_WEIGHTS, else in the user's cache)",
                           cxxopts::value<std::string>(), "DIR");
  add_fetch_options(arguments);
}

}  // namespace

int cmd_weights(const Context& /*context*/, const Words& words) {
  Arguments arguments(
      "baseline weights", "list | fetch NAME… | check NAME|FILE… [options]",
      "List, fetch and check weights of pretrained networks. 'check' tells whether a file is complete and\n"
      "belongs to a known network. Only 'fetch' downloads weights. The small network needs none. Weights are\n"
      "kept in $SONOSET_WEIGHTS, else in sonoset/weights of $XDG_CACHE_HOME or ~/.cache.",
      {"sonoset baseline weights list", "sonoset baseline weights fetch mobilenet-v2",
       "sonoset baseline weights fetch mobilenet-v2 --mirror /media/stick --offline",
       "sonoset baseline weights check model.safetensors"});
  add_weights_options(arguments);
  arguments.positional({"do", "what"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const Place place = place_of(*options);
  const auto what = options->count("what") > 0 ? (*options)["what"].as<std::vector<std::string>>() : Words{};
  const std::string task = options->count("do") > 0 ? (*options)["do"].as<std::string>() : "";
  const bool json = options->count("json") > 0;
  if (task == "list" && what.empty()) return list(place, json);
  if (task == "fetch" && !what.empty()) return fetch_all(what, place, *options);
  if (task == "check" && !what.empty()) return check(what, place, json);
  throw Error(Code::InvalidInput,
              "expected 'list', 'fetch NAME…' or 'check NAME|FILE…'; see 'sonoset baseline weights --help'");
}
