#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/file.h"
#include "manifest/licence.h"
#include "manifest/manifest.h"
#include "manifest/mapping.h"
#include "manifest/parse.h"
#include "manifest/scaffold.h"
#include "manifest/text.h"
#include "manifest/write.h"
#include "model/id.h"
#include "publish/table_text.h"
#include "recipe_options.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

std::string text_option(const cxxopts::ParseResult& options, const std::string& name) {
  return options.count(name) > 0 ? options[name].as<std::string>() : "";
}

/// A mapping, sheet or list with its problems: all of them are shown, and end the run.
void stop_at(const std::vector<manifest::Problem>& problems) {
  if (problems.empty()) return;
  std::string text = manifest::text_of(problems);
  text.pop_back();
  throw Error(Code::InvalidInput, "no manifest was made\n" + text);
}

manifest::Mapping read_mapping(const cxxopts::ParseResult& options, const fs::path& folder) {
  const std::string file = text_option(options, "map");
  const std::string name = text_option(options, "name");
  const std::string licence = text_option(options, "licence");
  if (!name.empty() && !model::is_id(name)) {
    throw Error(Code::InvalidInput, fmt::format("--name {} is no id; '{}' is", name, model::suggest_id(name)));
  }
  std::string text;
  if (file.empty()) {
    if (options.count("csv") > 0) throw Error(Code::InvalidInput, "--csv needs --map: what its columns mean");
    if (!licence.empty() && !manifest::spdx_licence(licence)) {
      throw Error(Code::InvalidInput,
                  fmt::format("--licence {} is no SPDX id{}", licence, manifest::licence_advice(licence)));
    }
    const fs::path whole = fs::weakly_canonical(folder.empty() ? "." : folder);
    const std::string title = whole.has_filename() ? whole.filename().string() : "media";
    const std::string source = text_option(options, "source");
    text = manifest::plain_mapping(name.empty() ? model::suggest_id(title) : name, source.empty() ? title : source,
                                   licence);
  } else {
    if (options.count("source") + options.count("licence") > 0) {
      throw Error(Code::InvalidInput,
                  "--source and --licence are for a folder without --map; the mapping names sources");
    }
    text = base::read_text(file, manifest::kMaxBytes);
  }
  manifest::ParsedMapping parsed = manifest::parse_mapping(text, file.empty() ? "the folder's mapping" : file);
  stop_at(parsed.problems);
  if (!name.empty()) manifest::rename(*parsed.mapping, name);
  return std::move(*parsed.mapping);
}

/// "NAME=FILE" for one of several tables, FILE alone for the only one.
fs::path sheet_of(const manifest::Mapping& mapping, const std::string& table, const std::vector<std::string>& given) {
  for (const std::string& word : given) {
    if (word.starts_with(table + "=")) return word.substr(table.size() + 1);
  }
  if (mapping.tables.size() == 1 && given.size() == 1) return given[0];
  throw Error(Code::InvalidInput, fmt::format("the mapping's table '{0}' has no sheet; give --csv {0}=FILE", table));
}

std::vector<manifest::CsvTable> read_sheets(const manifest::Mapping& mapping, const cxxopts::ParseResult& options) {
  const auto given =
      options.count("csv") > 0 ? options["csv"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (given.size() > mapping.tables.size()) {
    throw Error(Code::InvalidInput,
                fmt::format("{} times --csv, where the mapping has {} tables", given.size(), mapping.tables.size()));
  }
  std::vector<manifest::CsvTable> tables;
  for (const manifest::Lookup& table : mapping.tables) {
    const fs::path file = sheet_of(mapping, table.name, given);
    manifest::ParsedCsv parsed =
        manifest::read_csv(base::read_text(file, manifest::kMaxBytes), file.string(), table.delimiter);
    stop_at(parsed.problems);
    tables.push_back(std::move(*parsed.table));
  }
  return tables;
}

/// "clips/": from the manifest's folder to that of the media.
std::string prefix_of(const fs::path& media, const fs::path& folder, bool paths_matter) {
  if (!fs::is_directory(media)) throw Error(Code::NotFound, fmt::format("{}: no such folder", media.string()));
  const fs::path way = fs::weakly_canonical(media).lexically_relative(fs::weakly_canonical(folder));
  if (way == ".") return "";
  if (paths_matter && (way.empty() || *way.begin() == "..")) {
    throw Error(Code::InvalidInput,
                fmt::format("{} is not below {}, where the manifest will be; give -o a file in or above it",
                            media.string(), fs::weakly_canonical(folder).string()));
  }
  return way.generic_string() + "/";
}

struct Media {
  std::optional<std::vector<manifest::MediaFile>> files;
  std::vector<manifest::IgnoredFile> ignored;
};

Media read_media(const cxxopts::ParseResult& options) {
  const std::string folder = text_option(options, "folder");
  const std::string sums = text_option(options, "sums");
  if (!folder.empty() && !sums.empty()) throw Error(Code::InvalidInput, "a folder or --sums, not both");
  if (folder.empty() && sums.empty()) return {};
  manifest::MediaFiles found;
  if (!folder.empty()) {
    found = manifest::list_media(folder, folders_of(options, "follow-links"));
  } else {
    std::vector<manifest::Problem> problems;
    found = manifest::read_sums(base::read_text(sums, manifest::kMaxBytes), sums, problems);
    stop_at(problems);
  }
  return {std::move(found.files), std::move(found.ignored)};
}

void print_unplaced(const std::vector<manifest::Unplaced>& unplaced) {
  if (unplaced.empty()) return;
  catalog::Table table{{"where", "item", "reason"}, {}, ""};
  for (const manifest::Unplaced& one : unplaced) {
    const std::string where = one.line > 0 ? fmt::format("{}:{}", one.file, one.line) : one.file;
    table.rows.push_back({where, one.item == where ? "" : one.item, one.reason});
  }
  fmt::print(stderr, "not placed:\n{}", publish::to_text(table));
}

void print_ignored(const std::vector<manifest::IgnoredFile>& ignored) {
  if (ignored.empty()) return;
  catalog::Table table{{"skipped", "reason"}, {}, ""};
  for (const manifest::IgnoredFile& one : ignored) table.rows.push_back({one.path, one.reason});
  fmt::print(stderr, "{}", publish::to_text(table));
}

nlohmann::json to_json(const manifest::Manifest& manifest, const std::string& text, const fs::path& out,
                       const manifest::Scaffolded& result, const std::vector<manifest::IgnoredFile>& skipped) {
  nlohmann::json unplaced = nlohmann::json::array();
  for (const manifest::Unplaced& one : result.unplaced) {
    unplaced.push_back({{"file", one.file}, {"line", one.line}, {"item", one.item}, {"reason", one.reason}});
  }
  nlohmann::json ignored = nlohmann::json::array();
  for (const manifest::IgnoredFile& one : skipped) ignored.push_back({{"file", one.path}, {"reason", one.reason}});
  nlohmann::json json = {
      {"name", manifest.name}, {"clips", manifest.clips.size()}, {"sources", manifest.sources.size()},
      {"unplaced", unplaced},  {"ignored", std::move(ignored)},  {"out", nullptr},
      {"manifest", nullptr}};
  json[out.empty() ? "manifest" : "out"] = out.empty() ? text : out.string();
  return json;
}

/// What was made is read again: it must be a manifest. Each clip was checked when it was made, and all are written the
/// same way: of many, the first are read.
std::string checked_text(const manifest::Manifest& manifest, const fs::path& folder,
                         const std::vector<fs::path>& follow_links) {
  constexpr std::size_t kReadAgain = 2000;
  std::string text = manifest::write(manifest);
  if (manifest.clips.size() <= kReadAgain || text.size() > manifest::kMaxBytes) {
    stop_at(manifest::parse_text(text, manifest.name, folder, {}, follow_links).problems);
    return text;
  }
  manifest::Manifest first = manifest;
  first.clips.resize(kReadAgain);
  first.same_as.clear();  // names people of the others, too
  stop_at(manifest::parse_text(manifest::write(first), manifest.name, folder, {}, follow_links).problems);
  return text;
}

int scaffold(const cxxopts::ParseResult& options) {
  const fs::path out = text_option(options, "output");
  if (!out.empty() && fs::exists(out) && options.count("force") == 0) {
    throw Error(Code::InvalidInput, fmt::format("{} exists; --force replaces it", out.string()));
  }
  const fs::path media = text_option(options, "folder");
  const manifest::Mapping mapping = read_mapping(options, media);
  manifest::ScaffoldInputs inputs;
  inputs.folder = base::folder_of(out);
  inputs.follow_links = folders_of(options, "follow-links");
  inputs.tables = read_sheets(mapping, options);
  if (!media.empty()) inputs.file_prefix = prefix_of(media, inputs.folder, mapping.clip_rule("url") == nullptr);
  Media found = read_media(options);
  inputs.files = std::move(found.files);
  const manifest::Scaffolded result = manifest::scaffold(mapping, inputs);
  stop_at(result.problems);
  const bool json = options.count("json") > 0;
  if (!json || !result.manifest) print_unplaced(result.unplaced);
  if (!result.manifest) throw Error(Code::InvalidInput, "no clip could be placed; no manifest was made");
  const std::string text = checked_text(*result.manifest, inputs.folder, inputs.follow_links);
  if (!out.empty()) base::write_atomically(out, text);
  if (json) {
    fmt::print("{}\n", to_json(*result.manifest, text, out, result, found.ignored)
                           .dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    if (out.empty()) fmt::print("{}", text);
    print_ignored(found.ignored);
    fmt::print(stderr, "{} clips of {} sources; {} not placed\n", result.manifest->clips.size(),
               result.manifest->sources.size(), result.unplaced.size());
  }
  return result.unplaced.empty() ? kDone : kDoneWithFindings;
}

}  // namespace

int cmd_manifest(const Context&, const Words& words) {
  Arguments arguments(
      "manifest", "scaffold [DIR] [--csv FILE --map MAPPING] [--sums FILE] [-o FILE] [options]",
      "Makes a manifest from a folder of media, from a sheet and a mapping that says what its columns\n"
      "mean, or from both. Files come by extension, with digest and path; every row or file that could\n"
      "not be placed is named, with the reason. manifests/README.md has the mapping, key by key.",
      {"sonoset manifest scaffold clips --source 'Ward 3' --licence CC-BY-4.0 -o lungs.yaml",
       "sonoset manifest scaffold clips --csv sheet.csv --map sheet.mapping.yaml -o lungs.yaml",
       "sonoset manifest scaffold --sums SHA256SUMS --csv dataset_metadata.csv \\\n"
       "      --map manifests/pocus-2021.mapping.yaml > pocus-2021.yaml"});
  arguments.add()("scaffold", "scaffold", cxxopts::value<std::string>());
  arguments.add()("folder", "The folder with media", cxxopts::value<std::string>());
  arguments.add()("csv", "A sheet; TABLE=FILE where the mapping has several tables",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("map", "What the sheet's columns mean", cxxopts::value<std::string>());
  arguments.add()("sums", "What sha256sum printed, in place of the folder", cxxopts::value<std::string>());
  arguments.add()("o,output", "Where to write it; its paths start there (stdout, and this folder)",
                  cxxopts::value<std::string>());
  add_link_option(arguments);
  arguments.add()("force", "Replace the file if it is there");
  arguments.add()("name", "The manifest's name, an id (the mapping's, or the folder's)", cxxopts::value<std::string>());
  arguments.add()("source", "Without a mapping: where the clips come from", cxxopts::value<std::string>());
  arguments.add()("licence", "Without a mapping: the source's licence, an SPDX id", cxxopts::value<std::string>());
  arguments.add()("json", "One JSON document on stdout, with what was not placed");
  arguments.positional({"scaffold", "folder"});
  const auto options = arguments.parse(words, {"scaffold"});
  if (!options) return kDone;
  const std::string what = (*options)["scaffold"].as<std::string>();
  if (what != "scaffold") {
    throw Error(Code::InvalidInput, fmt::format("'{}' is nothing that manifest does; 'scaffold' is", what));
  }
  if (options->count("folder") + options->count("sums") + options->count("csv") == 0) {
    throw Error(Code::InvalidInput, "nothing to make a manifest from: name a folder, --sums or --csv with --map");
  }
  return scaffold(*options);
}
