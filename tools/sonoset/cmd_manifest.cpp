#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "console.h"
#include "manifest/licence.h"
#include "manifest/manifest.h"
#include "manifest/mapping.h"
#include "manifest/parse.h"
#include "manifest/scaffold.h"
#include "manifest/text.h"
#include "manifest/write.h"
#include "model/id.h"
#include "option_groups.h"
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

/// Throws with all problems of a mapping, sheet or list, if there are any.
void stop_at(const std::vector<manifest::Problem>& problems) {
  if (problems.empty()) return;
  throw manifest::error_of(Code::InvalidInput, "no manifest was written:", problems);
}

manifest::Mapping read_mapping(const cxxopts::ParseResult& options, const fs::path& folder) {
  const std::string file = text_option(options, "map");
  const std::string name = text_option(options, "name");
  const std::string licence = text_option(options, "licence");
  if (!name.empty() && !model::is_id(name)) {
    throw Error(Code::InvalidInput,
                fmt::format("--name '{}' is not a valid id; use '{}'", name, model::suggest_id(name)));
  }
  std::string text;
  if (file.empty()) {
    if (options.count("csv") > 0) throw Error(Code::InvalidInput, "--csv needs --map, the mapping of its columns");
    if (!licence.empty() && !manifest::spdx_licence(licence)) {
      throw Error(Code::InvalidInput,
                  fmt::format("--licence '{}' is not an SPDX id{}", licence, manifest::licence_advice(licence)));
    }
    const fs::path whole = fs::weakly_canonical(folder.empty() ? "." : folder);
    const std::string title = whole.has_filename() ? whole.filename().string() : "media";
    const std::string source = text_option(options, "source");
    text = manifest::plain_mapping(name.empty() ? model::suggest_id(title) : name, source.empty() ? title : source,
                                   licence);
  } else {
    if (options.count("source") + options.count("licence") > 0) {
      throw Error(Code::InvalidInput, "--source and --licence cannot be used with --map; name sources in the mapping");
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
  throw Error(Code::InvalidInput, fmt::format("no sheet for table '{0}' of the mapping; give --csv {0}=FILE", table));
}

std::vector<manifest::CsvTable> read_sheets(const manifest::Mapping& mapping, const cxxopts::ParseResult& options) {
  const auto given =
      options.count("csv") > 0 ? options["csv"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (given.size() > mapping.tables.size()) {
    throw Error(Code::InvalidInput, fmt::format("--csv given {} times, but the mapping has {}", given.size(),
                                                base::counted(mapping.tables.size(), "table")));
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

/// The path from the manifest's folder to that of the media, such as "clips/".
std::string prefix_of(const fs::path& media, const fs::path& folder, bool paths_matter) {
  if (!fs::is_directory(media)) throw Error(Code::NotFound, fmt::format("{}: no such folder", media.string()));
  const fs::path way = fs::weakly_canonical(media).lexically_relative(fs::weakly_canonical(folder));
  if (way == ".") return "";
  if (paths_matter && (way.empty() || *way.begin() == "..")) {
    throw Error(Code::InvalidInput, fmt::format("{} is not inside the manifest's folder, {}; use -o to write the "
                                                "manifest next to the media or in a parent folder",
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
  if (!folder.empty() && !sums.empty()) throw Error(Code::InvalidInput, "a folder and --sums cannot be used together");
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
  say(stderr, "not used:\n{}", Lines{publish::to_text(table)});
}

void print_ignored(const std::vector<manifest::IgnoredFile>& ignored) {
  if (ignored.empty() || Console::is_quiet()) return;
  catalog::Table table{{"skipped", "reason"}, {}, ""};
  for (const manifest::IgnoredFile& one : ignored) table.rows.push_back({one.path, one.reason});
  say(stderr, "{}", Lines{publish::to_text(table)});
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

/// The manifest's text, parsed again to prove that it is valid. Clips were checked one by one and are all written the
/// same way, so of a large manifest only the first are parsed.
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
  first.same_as.clear();  // may name subjects of the clips left out
  stop_at(manifest::parse_text(manifest::write(first), manifest.name, folder, {}, follow_links).problems);
  return text;
}

int scaffold(const cxxopts::ParseResult& options) {
  const bool find_sectors = sectors_of(options) > 0;
  const fs::path out = text_option(options, "output");
  if (!out.empty() && fs::exists(out) && options.count("force") == 0) {
    throw Error(Code::InvalidInput, fmt::format("{} already exists; use --force to replace it", out.string()));
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
  manifest::Scaffolded result = manifest::scaffold(mapping, inputs);
  stop_at(result.problems);
  const bool json = options.count("json") > 0;
  if (!json || !result.manifest) print_unplaced(result.unplaced);
  if (!result.manifest)
    throw Error(Code::InvalidInput, "no manifest was written: no clip could be made from the input");
  for (model::Clip& clip : result.manifest->clips) clip.auto_region = find_sectors && !clip.region;
  const std::string text = checked_text(*result.manifest, inputs.folder, inputs.follow_links);
  if (!out.empty()) base::write_atomically(out, text);
  if (json) {
    print_document(to_json(*result.manifest, text, out, result, found.ignored));
  } else {
    if (out.empty()) say("{}", Lines{text});
    print_ignored(found.ignored);
    Console::note(fmt::format("{} from {}; {} not used", base::counted(result.manifest->clips.size(), "clip"),
                              base::counted(result.manifest->sources.size(), "source"), result.unplaced.size()));
  }
  return result.unplaced.empty() ? kDone : kDoneWithFindings;
}

}  // namespace

int cmd_manifest(const Context&, const Words& words) {
  Arguments arguments(
      "manifest", "scaffold [DIR] [--csv FILE --map MAPPING] [--sums FILE] [-o FILE] [options]",
      "Writes a manifest for a folder of media files, for a spreadsheet with a mapping of its columns, or for\n"
      "both. Media files are found by extension and listed with path and digest; rows and files that could\n"
      "not be used are reported with the reason. See manifests/README.md for the format of mappings.",
      {"sonoset manifest scaffold clips --source 'Ward 3' --licence CC-BY-4.0 -o lungs.yaml",
       "sonoset manifest scaffold clips --region auto -o lungs.yaml",
       "sonoset manifest scaffold clips --csv sheet.csv --map sheet.mapping.yaml -o lungs.yaml",
       "sonoset manifest scaffold --sums SHA256SUMS --csv dataset_metadata.csv \\\n"
       "      --map manifests/pocus-2021.mapping.yaml > pocus-2021.yaml"});
  arguments.add()("scaffold", "Write a manifest", cxxopts::value<std::string>(), "scaffold");
  arguments.add()("folder", "Folder with media files", cxxopts::value<std::string>(), "DIR");
  arguments.add()("csv", "Spreadsheet; TABLE=FILE for one of several tables (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "FILE");
  arguments.add()("map", "Mapping of the spreadsheet's columns", cxxopts::value<std::string>(), "MAPPING");
  arguments.add()("sums", "Output of sha256sum, instead of a folder", cxxopts::value<std::string>(), "FILE");
  add_link_option(arguments);
  arguments.add()("name", "Id of the manifest (default: from mapping or folder)", cxxopts::value<std::string>(), "ID");
  arguments.add()("source", "Title of the source, without --map (default: folder name)", cxxopts::value<std::string>(),
                  "TITLE");
  arguments.add()("licence", "SPDX id of the source's licence, without --map", cxxopts::value<std::string>(), "ID");
  arguments.add()("region", "auto: write 'region: auto' for clips without a region", cxxopts::value<std::string>(),
                  "auto");
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("o,output", "Write to FILE, paths relative to its folder (default: stdout)", cxxopts::value<std::string>(),
         "FILE");
  output("force", "Replace an existing file");
  output("json", "Print one JSON document, including what was not used");
  arguments.positional({"scaffold", "folder"});
  const auto options = arguments.parse(words, {"scaffold"});
  if (!options) return kDone;
  const std::string what = (*options)["scaffold"].as<std::string>();
  if (what != "scaffold") {
    throw Error(Code::InvalidInput, fmt::format("unknown command 'manifest {}'; known: scaffold", what));
  }
  if (options->count("folder") + options->count("sums") + options->count("csv") == 0) {
    throw Error(Code::InvalidInput, "nothing to make a manifest from; give a folder, --sums, or --csv with --map");
  }
  return scaffold(*options);
}
