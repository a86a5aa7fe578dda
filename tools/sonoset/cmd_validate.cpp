#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "base/text.h"
#include "console.h"
#include "curate/dataset.h"
#include "curate/validate/validate.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "model/metadata_json.h"
#include "option_groups.h"
#include "progress.h"
#include "publish/index.h"
#include "publish/sarif.h"
#include "publish/table_text.h"
#include "recipe_options.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using model::Severity;
using nlohmann::ordered_json;

enum class Format { Text, Json, Sarif };

Format format_of(const cxxopts::ParseResult& options) {
  const auto format = options["format"].as<std::string>();
  if (options.count("json") > 0) {
    if (options.count("format") > 0 && format != "json") {
      throw Error(Code::InvalidInput, "--json and --format cannot be used together");
    }
    return Format::Json;
  }
  if (format == "text") return Format::Text;
  if (format == "json") return Format::Json;
  if (format == "sarif") return Format::Sarif;
  throw Error(Code::InvalidInput, "--format must be text, json or sarif");
}

bool is_manifest(const std::string& file) {
  const std::string extension = fs::path(file).extension().string();
  return extension == ".yaml" || extension == ".yml";
}

curate::KnownSet known_set(const std::string& where) {
  if (!fs::is_directory(where)) return {where, publish::read_index(where)};
  curate::Dataset dataset(where, catalog::Catalog::Access::Read);
  return {where, curate::known_clips(dataset.catalog())};
}

curate::ValidateOptions validate_options(const cxxopts::ParseResult& options) {
  curate::ValidateOptions result;
  result.mirrors = folders_of(options, "mirror");
  result.follow_links = folders_of(options, "follow-links");
  result.jobs = jobs_of(options);
  result.recipe = recipe_of(options);
  result.recipe.sectors = sectors_of(options);
  result.worker = base::own_path().parent_path() / "sonoset-worker";
  result.limits = worker_limits_of(options);
  result.recipe.text = text_of(options);
  result.max_file_bytes = max_file_bytes_of(options);
  if (options.count("offline") == 0) result.fetch = run_fetch_options_of(options);
  result.least.frames = positive(options, "min-frames", 1'000'000);
  result.least.side_px = static_cast<int>(positive(options, "min-size", 65'536));
  result.every_picture = options.count("deep") > 0;
  for (const fs::path& where : folders_of(options, "against")) result.against.push_back(known_set(where.string()));
  return result;
}

ordered_json to_json(const curate::CheckedClip& clip) {
  const auto or_null = [](bool is, ordered_json value) { return is ? std::move(value) : ordered_json(); };
  ordered_json findings = ordered_json::array();
  for (const model::Finding& finding : clip.findings) {
    findings.push_back(model::finding_json(finding.code, finding.message));
  }
  const bool seen = !clip.frames.empty();
  return {{"clip", clip.clip},
          {"manifest", or_null(!clip.manifest.empty(), clip.manifest)},
          {"file", clip.file.string()},
          {"line", or_null(clip.line > 0, clip.line)},
          {"looked_at", clip.looked_at},
          {"object", or_null(clip.object.has_value(), clip.object.value_or(base::Digest{}).hex())},
          {"container", or_null(seen, clip.header.container)},
          {"codec", or_null(seen, clip.header.codec)},
          {"width", or_null(seen, clip.content.width)},
          {"height", or_null(seen, clip.content.height)},
          {"pictures", or_null(seen, clip.content.pictures)},
          {"frames", clip.frames.size()},
          {"findings", std::move(findings)}};
}

std::size_t clips_without_findings(const curate::Validation& validation) {
  return static_cast<std::size_t>(
      std::ranges::count_if(validation.clips, [](const auto& clip) { return clip.findings.empty(); }));
}

void print_json(const curate::Validation& validation, const std::vector<manifest::Problem>& problems) {
  ordered_json lines = ordered_json::array();
  for (const manifest::Problem& problem : problems) {
    lines.push_back({{"file", problem.file},
                     {"line", problem.line},
                     {"column", problem.column},
                     {"key", problem.key},
                     {"message", problem.message}});
  }
  ordered_json clips = ordered_json::array();
  for (const curate::CheckedClip& clip : validation.clips) clips.push_back(to_json(clip));
  const ordered_json document = {{"problems", std::move(lines)},
                                 {"clips", std::move(clips)},
                                 {"without_findings", clips_without_findings(validation)},
                                 {"errors", validation.count(Severity::Error)},
                                 {"warnings", validation.count(Severity::Warning)},
                                 {"notes", validation.count(Severity::Note)},
                                 {"stopped", validation.stopped}};
  print_document(document);
}

StyledText severity_text(Severity severity) {
  const std::string_view text = model::to_string(severity);
  const auto style = severity == Severity::Error ? Console::Style::Error : Console::Style::Warning;
  return severity == Severity::Note ? StyledText(text) : Console::styled(STDOUT_FILENO, style, text);
}

void print_clip(const curate::CheckedClip& clip) {
  const std::string file = clip.file.string();
  const std::string head = base::printable(clip.line > 0 ? fmt::format("{}:{}: {}", file, clip.line, clip.clip) : file);
  say("{}\n", Console::styled(STDOUT_FILENO, Console::Style::Bold, head));
  for (const model::Finding& finding : clip.findings) {
    const model::FindingCode& code = model::finding_code(finding.code);
    say("  {} {}: {}\n    next: {}\n", severity_text(code.severity), code.code, finding.message, code.next);
  }
  say("\n");
}

void print_text(const curate::Validation& validation, const std::vector<manifest::Problem>& problems) {
  for (const manifest::Problem& problem : problems) say("{}\n", problem.text());
  if (!problems.empty()) {
    say("\n{} in manifests; the clips they concern were not checked\n\n", base::counted(problems.size(), "problem"));
  }
  for (const curate::CheckedClip& clip : validation.clips) {
    if (!clip.findings.empty()) print_clip(clip);
  }
  say("{} checked, {} without findings; {}, {}, {}\n", base::counted(validation.clips.size(), "clip"),
      clips_without_findings(validation), base::counted(validation.count(Severity::Error), "error"),
      base::counted(validation.count(Severity::Warning), "warning"),
      base::counted(validation.count(Severity::Note), "note"));
}

void print_as(Format format, const curate::Validation& validation, const std::vector<manifest::Problem>& problems) {
  switch (format) {
    case Format::Text:
      return print_text(validation, problems);
    case Format::Json:
      return print_json(validation, problems);
    case Format::Sarif:
      say("{}", JsonText{publish::to_sarif(validation, problems, SONOSET_VERSION, fs::current_path())});
  }
}

void add_options(Arguments& arguments) {
  arguments.add()("file", "Manifests (.yaml, .yml) and media files", cxxopts::value<std::vector<std::string>>(),
                  "FILE");
  arguments.add()("mirror", "Folder with copies of media files (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "DIR");
  add_link_option(arguments);
  arguments.add()("offline", "Use local files and mirrors only; download nothing");
  arguments.add()("against", "Report clips already in this dataset or index (may be repeated)",
                  cxxopts::value<std::vector<std::string>>(), "DATASET|INDEX");
  arguments.add()("deep", "Decode every picture, not only the sampled ones");
  arguments.add()("min-frames", "Minimum frames per video", cxxopts::value<std::int64_t>()->default_value("3"), "N");
  arguments.add()("min-size", "Minimum width and height of frames, in pixels",
                  cxxopts::value<std::int64_t>()->default_value("128"), "N");
  add_recipe_options(arguments);
  add_auto_region_option(arguments);
  add_read_text_option(arguments);
  add_run_fetch_options(arguments);
  add_worker_options(arguments);
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("format", "Output format: text, json or sarif", cxxopts::value<std::string>()->default_value("text"),
         "text|json|sarif");
  output("json", "Same as --format json");
}

}  // namespace

int cmd_validate(const Context& /*context*/, const Words& words) {
  Arguments arguments(
      "validate", "MANIFEST|FILE… [--deep] [--mirror DIR]… [--against DATASET|INDEX]… [options]",
      "Checks clips before you import or submit them: manifests, licences, digests, media files, dark or\n"
      "frozen pictures, duplicates. Needs no dataset and leaves nothing behind. Exit code 1: errors or warnings\n"
      "found (notes do not count); 2: a manifest has problems.",
      {"sonoset validate lungs.yaml", "sonoset validate new-clip.mp4 --deep",
       "sonoset validate lungs.yaml --deep --region auto",
       "sonoset validate lungs.yaml --against index.jsonl.gz --format sarif > lungs.sarif"});
  add_options(arguments);
  arguments.positional({"file"});
  const auto options = arguments.parse(words, {"file"});
  if (!options) return kDone;
  const Format format = format_of(*options);
  const curate::ValidateOptions wanted = validate_options(*options);
  const auto& files = (*options)["file"].as<std::vector<std::string>>();
  std::vector<std::string> manifests;
  std::vector<fs::path> media;
  for (const std::string& file : files) {
    if (is_manifest(file)) {
      manifests.push_back(file);
    } else {
      media.emplace_back(file);
    }
  }
  ReadManifests read = read_manifests(manifests, folders_of(*options, "follow-links"));
  read.manifests.insert(read.manifests.end(), std::make_move_iterator(read.partial.begin()),
                        std::make_move_iterator(read.partial.end()));
  curate::Validation validation;
  {
    Progress progress("clips");
    curate::ValidateHooks hooks;
    hooks.progress = [&](std::size_t done, std::size_t total) {
      progress.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total), "");
    };
    hooks.stop = stop_at_interrupt();
    validation = curate::validate(read.manifests, media, wanted, hooks);
  }
  print_as(format, validation, read.problems);
  if (validation.stopped) say(stderr, "stopped before all clips were checked\n");
  if (!read.problems.empty()) return kCannot;
  const bool clean = validation.count(Severity::Error) + validation.count(Severity::Warning) == 0;
  return clean && !validation.stopped ? kDone : kDoneWithFindings;
}
