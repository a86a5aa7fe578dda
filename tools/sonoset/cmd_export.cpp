#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "filter_options.h"
#include "model/recipe.h"
#include "publish/export.h"
#include "publish/formats/export_formats.h"
#include "publish/index.h"
#include "verbs.h"

namespace {

// Digests and hashes only: no picture, no licence to ask.
int export_index(const Context& context, const std::filesystem::path& out, bool json) {
  if (std::filesystem::exists(out)) {
    throw base::Error(base::Code::InvalidInput, fmt::format("'{}' exists; name a new file", out.string()));
  }
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  const std::vector<curate::KnownClip> clips = curate::known_clips(dataset.catalog());
  std::size_t frames = 0;
  for (const curate::KnownClip& clip : clips) frames += clip.pixels.size();
  base::write_atomically(out, publish::index_of(clips));
  if (json) {
    const nlohmann::ordered_json document = {{"out", out.string()}, {"clips", clips.size()}, {"frames", frames}};
    fmt::print("{}\n", document.dump(2));
  } else {
    fmt::print("{} clips with {} frames in '{}'\n", clips.size(), frames, out.string());
  }
  return kDone;
}

void refuse_with_index(const cxxopts::ParseResult& options) {
  for (const char* option : {"split", "axis", "labelled-only", "stale", "link", "where", "names", "size", "channels"}) {
    if (options.count(option) == 0) continue;
    throw base::Error(base::Code::InvalidInput, fmt::format("--{} has no meaning for an index", option));
  }
}

publish::PictureRule picture_rule(const cxxopts::ParseResult& options) {
  publish::PictureRule rule;
  if (options.count("size") > 0) publish::parse_size(options["size"].as<std::string>(), rule);
  if (options.count("channels") > 0) {
    const auto channels = model::channels_from(options["channels"].as<std::string>());
    if (!channels || *channels == model::Channels::Auto) {
      throw base::Error(base::Code::InvalidInput, "--channels takes grey or rgb");
    }
    rule.channels = *channels == model::Channels::Grey ? 1 : 3;
  }
  if (rule.changes() && options.count("link") > 0) {
    throw base::Error(base::Code::InvalidInput, "--link links pictures as they are: leave out --size and --channels");
  }
  return rule;
}

publish::ExportOptions export_options(const cxxopts::ParseResult& options) {
  publish::ExportOptions result;
  result.format = options["format"].as<std::string>();
  if (publish::find_export_format(result.format) == nullptr) {
    std::string names;
    for (const publish::ExportFormat* one : publish::export_formats()) {
      names += (names.empty() ? "" : ", ") + std::string(one->name());
    }
    throw base::Error(base::Code::InvalidInput, fmt::format("'{}' is no format: {} or index", result.format, names));
  }
  result.out = options["out"].as<std::string>();
  if (options.count("split") > 0) result.selection.split = options["split"].as<std::string>();
  if (options.count("axis") > 0) result.selection.axis = options["axis"].as<std::string>();
  result.selection.stale = options.count("stale") > 0;
  result.licences = options["licences"].as<std::string>();
  result.selection.labelled_only = options.count("labelled-only") > 0;
  result.selection.where = filters_of(options);
  if (options.count("names") > 0) result.selection.names = options["names"].as<std::vector<std::string>>();
  result.link = options.count("link") > 0;
  result.pictures = picture_rule(options);
  return result;
}

// Words behind --names that are NAME=FOLD,… belong to it, too: "--names train=0,1 test=2".
Words with_names_repeated(const Words& words) {
  Words all;
  bool in_names = false;
  for (const std::string& word : words) {
    const bool another = in_names && word.find('=') != std::string::npos && !word.starts_with('-');
    if (another && all.back() != "--names") all.emplace_back("--names");
    in_names = another || word == "--names" || word.starts_with("--names=");
    all.push_back(word);
  }
  return all;
}

void print(const publish::ExportSummary& summary, const publish::ExportOptions& options) {
  fmt::print("{} frames of {} clips in '{}'\n", summary.frames, summary.clips, options.out.string());
  if (options.link && summary.linked < summary.frames) {
    fmt::print("{} of them are copies: another file system takes no hard links\n", summary.frames - summary.linked);
  }
  if (!summary.stale.empty()) {
    fmt::print("split '{}' was taken as it is, though stale: {}\n", options.selection.split, summary.stale);
  }
  for (const auto& [reason, clips] : summary.left_out) {
    fmt::print("left out: {} clips: {}\n", clips.size(), reason);
    for (std::size_t i = 0; i < clips.size() && i < 5; ++i) fmt::print("  {}\n", clips[i]);
    if (clips.size() > 5) fmt::print("  … all of them stand in dataset.json\n");
  }
}

void print_json(const publish::ExportSummary& summary, const publish::ExportOptions& options) {
  fmt::print("{}\n",
             nlohmann::ordered_json{{"out", options.out.string()},
                                    {"clips", summary.clips},
                                    {"frames", summary.frames},
                                    {"linked", summary.linked},
                                    {"left_out", summary.left_out},
                                    {"stale", summary.stale.empty() ? nullptr : nlohmann::ordered_json(summary.stale)}}
                 .dump(2));
}

}  // namespace

int cmd_export(const Context& context, const Words& words) {
  Arguments arguments(
      "export", "FORMAT OUT [--split NAME] [options]",
      "Writes the frames with a manifest for training to a new folder: a row a frame with fold, group,\n"
      "label, subject, licence, source, digests, time and path. The licence policy says what may go:\n"
      "redistributable, research, any, or licence ids with commas between them.\n"
      "An index is one file with digests and hashes of all clips, and no picture: what others need to\n"
      "see whether a clip of theirs is in the dataset already (sonoset validate --against).",
      {"sonoset -C lungs export csv training --split main",
       "sonoset -C lungs export jsonl shared --split main --licences redistributable",
       "sonoset -C lungs export csv open --licences CC-BY-4.0,CC0-1.0 --link",
       "sonoset -C lungs export csv training --split main --names train=0,1,2 val=3 test=4 --size 224x224",
       "sonoset -C lungs export index index.jsonl.gz"});
  arguments.add()("format", "csv, jsonl or index", cxxopts::value<std::string>());
  arguments.add()("out", "A folder that does not exist yet; of an index, a file", cxxopts::value<std::string>());
  arguments.add()("split", "The split whose folds go into the rows", cxxopts::value<std::string>());
  arguments.add()("axis", "Of the column 'label' (the split's, else the main axis)", cxxopts::value<std::string>());
  arguments.add()("licences", "Which clips may go", cxxopts::value<std::string>()->default_value("research"));
  arguments.add()("labelled-only", "Clips without a label stay out");
  arguments.add()("stale", "Take a split whose labels changed since; its files say so");
  arguments.add()("where", "Only clips with this value (see 'list clips'); several must all hold",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("names", "What the split's folds are called, each once: train=0,1,2 val=3 test=4",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("size", "WIDTHxHEIGHT: all pictures of one size, in their shape, with black bars",
                  cxxopts::value<std::string>());
  arguments.add()("channels", "grey or rgb: all pictures alike (with --size: grey unless any is in colour)",
                  cxxopts::value<std::string>());
  arguments.add()("link", "Hard links instead of copies of the frames");
  arguments.add()("json", "One JSON document on stdout");
  arguments.positional({"format", "out"});
  const auto options = arguments.parse(with_names_repeated(words), {"format", "out"});
  if (!options) return kDone;
  if ((*options)["format"].as<std::string>() == "index") {
    refuse_with_index(*options);
    return export_index(context, (*options)["out"].as<std::string>(), options->count("json") > 0);
  }
  const publish::ExportOptions wanted = export_options(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  const publish::ExportSummary summary = publish::export_dataset(dataset, wanted);
  if (options->count("json") > 0) {
    print_json(summary, wanted);
  } else {
    print(summary, wanted);
  }
  return kDone;
}
