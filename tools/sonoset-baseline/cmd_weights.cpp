#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/digest.h"
#include "base/error.h"
#include "baseline/data/weights_folder.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "networks/weights_check.h"
#include "progress.h"
#include "recipe_options.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using manifest::WeightsEntry;

/// What all three words of the verb need.
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

/// "yes", "no", or "damaged": there, and not what the registry says.
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

void print_json(const nlohmann::ordered_json& document) {
  fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int list(const Place& place, bool json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  if (!json) fmt::print("{:<20}{:<14}{:<14}{:>9}  {:<9}{}\n", "name", "backbone", "licence", "MB", "here", "what");
  for (const WeightsEntry& entry : place.registry.entries) {
    const std::string here = state_of(entry, place);
    if (!json) {
      fmt::print("{:<20}{:<14}{:<14}{:>9.1f}  {:<9}{}\n", entry.name, manifest::to_string(entry.backbone),
                 entry.licence, megabytes(entry.bytes), here, entry.title);
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
    fmt::print("\nkept in {}\n", place.folder.string());
  }
  return kDone;
}

int fetch_one(const std::string& name, const Place& place, const baseline::WeightsFetch& how) {
  const WeightsEntry* entry = place.find(name);
  // Says which names there are.
  if (entry == nullptr) baseline::find_weights(name, place.registry, place.folder);
  Progress progress("MB");
  baseline::WeightsFetch shown = how;
  shown.progress = [&](std::int64_t bytes) { progress.show(bytes / 1'000'000, entry->bytes / 1'000'000, name); };
  const baseline::WeightsFetched fetched = baseline::fetch_weights(*entry, place.folder, shown);
  const std::string file = baseline::weights_file(*entry, place.folder).string();
  switch (fetched) {
    case baseline::WeightsFetched::WasThere:
      fmt::print("{} was there: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::FromMirror:
      fmt::print("{} came from a mirror: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::Downloaded:
      fmt::print("{} was downloaded: {}\n", name, file);
      return kDone;
    case baseline::WeightsFetched::Stopped:
      fmt::print(stderr, "stopped; the same command goes on with what came\n");
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

/// A name of the registry, or a file.
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
    fmt::print("{}: {}\n  SHA-256 {}, {}\n", file.string(), what, digest.hex(),
               known.empty() ? "not in the registry" : "as the registry says of " + known);
  }
  if (json) print_json({{"checked", rows}});
  return kDone;
}

void add_weights_options(Arguments& arguments) {
  arguments.add()("do", "list, fetch or check", cxxopts::value<std::string>());
  arguments.add()("what", "Names of the registry; files, to check", cxxopts::value<std::vector<std::string>>());
  arguments.add()("registry", "A file like manifests/weights.yaml, in its place", cxxopts::value<std::string>());
  arguments.add()("weights-dir",
                  "Where weights are kept; else SONOSET_WEIGHTS, else sonoset/weights in XDG_CACHE_HOME or ~/.cache",
                  cxxopts::value<std::string>());
  arguments.add()("mirror", "A folder with copies of the files; more than one goes",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("offline", "Only mirrors: download nothing");
  add_fetch_options(arguments);
  arguments.add()("json", "One JSON document on stdout, for list and check");
}

}  // namespace

int cmd_weights(const Context& /*context*/, const Words& words) {
  Arguments arguments(
      "baseline weights", "list | fetch NAME… | check NAME|FILE… [options]",
      "Weights of networks that were trained elsewhere: what there is, bringing it here, and whether a\n"
      "file is whole and of a network that we know. Nothing else downloads weights. The small network\n"
      "needs none.",
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
  throw Error(Code::InvalidInput, "'sonoset baseline weights' takes: list; fetch and names; check and names or files");
}
