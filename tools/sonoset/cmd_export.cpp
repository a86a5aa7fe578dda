#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/process.h"
#include "base/rational.h"
#include "base/text.h"
#include "curate/layout.h"
#include "filter_options.h"
#include "model/recipe.h"
#include "option_groups.h"
#include "progress.h"
#include "publish/export.h"
#include "publish/formats/export_formats.h"
#include "publish/index.h"
#include "recipe_options.h"
#include "say.h"
#include "stale_text.h"
#include "verbs.h"

namespace {

// An index holds digests and hashes, no pictures: licences do not apply.
int export_index(const Context& context, const std::filesystem::path& out, bool json) {
  curate::check_not_kept(context.dataset, out);
  if (std::filesystem::exists(out)) {
    throw base::Error(base::Code::InvalidInput, fmt::format("'{}' already exists; name a new file", out.string()));
  }
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  catalog::Transaction snapshot(dataset.catalog());
  const std::vector<curate::KnownClip> clips = curate::known_clips(dataset.catalog());
  snapshot.commit();
  std::size_t frames = 0;
  for (const curate::KnownClip& clip : clips) frames += clip.pixels.size();
  base::write_atomically(out, publish::index_of(clips));
  if (json) {
    const nlohmann::ordered_json document = {{"out", out.string()}, {"clips", clips.size()}, {"frames", frames}};
    print_document(document);
  } else {
    say("{} ({}) indexed in '{}'\n", base::counted(clips.size(), "clip"), base::counted(frames, "frame"), out.string());
  }
  return kDone;
}

constexpr std::array kShardOptions = {"shard-size", "seed"};
constexpr std::array kVideoOptions = {"codec", "encode-all"};
constexpr std::array kWorkerOptions = {"jobs",          "worker-memory", "worker-time",
                                       "worker-output", "worker-pixels", "unsealed"};

// Options of some formats only.
void refuse_of_others(const cxxopts::ParseResult& options, const publish::FormatTraits& traits) {
  const auto refuse = [&](const auto& names) {
    for (const char* name : names) {
      if (options.count(name) == 0) continue;
      throw base::Error(base::Code::InvalidInput,
                        fmt::format("--{} does not apply to format '{}'; leave it out", name, traits.name));
    }
  };
  if (!traits.shards) refuse(kShardOptions);
  if (!traits.videos) refuse(kVideoOptions);
  const bool decodes = traits.videos || options["view"].as<std::string>() == "whole";
  if (!decodes) refuse(kWorkerOptions);
}

publish::ShardRule shard_rule(const cxxopts::ParseResult& options) {
  constexpr std::int64_t kMaxMegabytes = 1'000'000;
  publish::ShardRule rule;
  const auto size = base::Rational::parse(options["shard-size"].as<std::string>());
  if (!size || *size <= base::Rational(0) || *size > base::Rational(kMaxMegabytes)) {
    throw base::Error(base::Code::InvalidInput, "--shard-size must be a number of MB up to 1000000");
  }
  const base::Rational bytes = *size * base::Rational(std::int64_t{1} << 20);
  rule.bytes = bytes.num() / bytes.den();
  rule.seed = options["seed"].as<std::uint64_t>();
  return rule;
}

publish::VideoRule video_rule(const cxxopts::ParseResult& options) {
  publish::VideoRule rule;
  const auto codec = model::video_method_from(options["codec"].as<std::string>());
  if (!codec || *codec == model::VideoMethod::Copy) {
    throw base::Error(base::Code::InvalidInput, "--codec must be ffv1 or h264");
  }
  rule.codec = *codec;
  rule.encode_all = options.count("encode-all") > 0;
  rule.worker = base::own_path().parent_path() / "sonoset-worker";
  rule.jobs = jobs_of(options);
  rule.limits = worker_limits_of(options);
  return rule;
}

void refuse_with_index(const cxxopts::ParseResult& options) {
  for (const char* option : {"split", "axis", "labelled-only", "stale", "link", "where", "names", "size", "channels",
                             "view", "mask-overlays", "croissant"}) {
    if (options.count(option) == 0) continue;
    throw base::Error(base::Code::InvalidInput, fmt::format("--{} does not apply to an index; leave it out", option));
  }
  refuse_of_others(options, {.name = "index", .description = ""});
}

publish::PictureRule picture_rule(const cxxopts::ParseResult& options) {
  publish::PictureRule rule;
  if (options.count("size") > 0) publish::parse_size(options["size"].as<std::string>(), rule);
  if (options.count("channels") > 0) {
    const auto channels = model::channels_from(options["channels"].as<std::string>());
    if (!channels || *channels == model::Channels::Auto) {
      throw base::Error(base::Code::InvalidInput, "--channels must be grey or rgb");
    }
    rule.channels = *channels == model::Channels::Grey ? 1 : 3;
  }
  const auto view = model::view_from(options["view"].as<std::string>());
  if (!view) throw base::Error(base::Code::InvalidInput, "--view must be crop, masked, whole or polar");
  rule.view = *view;
  rule.mask_overlays = options.count("mask-overlays") > 0;
  if ((rule.changes() || rule.view == model::View::Whole) && options.count("link") > 0) {
    throw base::Error(
        base::Code::InvalidInput,
        "--link cannot be used with --size, --channels, --view or --mask-overlays, which change the pictures");
  }
  return rule;
}

publish::ExportOptions export_options(const cxxopts::ParseResult& options) {
  publish::ExportOptions result;
  result.format = options["format"].as<std::string>();
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
  result.shards = shard_rule(options);
  result.videos = video_rule(options);
  result.croissant = options.count("croissant") > 0;
  publish::check_options(result);
  refuse_of_others(options, publish::find_export_format(result.format)->traits());
  return result;
}

// Lets --names take several words: "--names train=0,1 test=2" becomes "--names train=0,1 --names test=2".
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

std::string video_words(const std::string& method) {
  if (method == "copy") return "copied without encoding";
  return "encoded as " + std::string(method == "ffv1" ? "FFV1" : "H.264");
}

void print_text(const publish::ExportSummary& summary, const publish::ExportOptions& options,
                const std::filesystem::path& dataset) {
  if (summary.videos.empty()) {
    say("{} of {} exported to '{}'\n", base::counted(summary.frames, "frame"), base::counted(summary.clips, "clip"),
        options.out.string());
  } else {
    say("{} exported to '{}'\n", base::counted(summary.clips, "clip"), options.out.string());
  }
  for (const auto& [method, count] : summary.videos) say("  {} {}\n", count, video_words(method));
  if (options.link && summary.linked < summary.frames) {
    say("{} copied: the file system does not allow hard links to the dataset\n",
        base::counted(summary.frames - summary.linked, "frame"));
  }
  if (summary.doubtful_sectors > 0) {
    say("{} with an uncertain sector; see 'doubtful_sectors' in dataset.json\n",
        base::counted(static_cast<std::size_t>(summary.doubtful_sectors), "clip"));
  }
  if (!summary.stale.empty()) {
    say("warning: {}\n", stale_text(dataset, options.selection.split, summary.stale));
  }
  for (const auto& [reason, clips] : summary.left_out) {
    say("{} left out: {}\n", base::counted(clips.size(), "clip"), reason);
    for (std::size_t i = 0; i < clips.size() && i < 5; ++i) say("  {}\n", clips[i]);
    if (clips.size() > 5) say("  ... all are listed in dataset.json\n");
  }
}

void print_json(const publish::ExportSummary& summary, const publish::ExportOptions& options) {
  print_document(
      nlohmann::ordered_json{{"out", options.out.string()},
                             {"clips", summary.clips},
                             {"frames", summary.frames},
                             {"linked", summary.linked},
                             {"videos", summary.videos},
                             {"left_out", summary.left_out},
                             {"stale", summary.stale.empty() ? nullptr : nlohmann::ordered_json(summary.stale)}});
}

// "csv|jsonl|index"
std::string format_choices() {
  std::string names;
  for (const publish::ExportFormat* format : publish::export_formats()) names += std::string(format->name()) + "|";
  return names + "index";
}

// Each format: what it is, and what it needs or does not take.
ValueList format_list() {
  ValueList list{"Formats", {}};
  for (const publish::ExportFormat* format : publish::export_formats()) {
    const publish::FormatTraits& traits = format->traits();
    std::string text(traits.description);
    if (traits.needs_split) text += "; needs --split";
    if (traits.needs_labels) text += "; labelled clips only";
    if (!traits.links) text += "; no --link";
    if (!traits.pictures) text += "; no --size, --channels, --mask-overlays; --view crop or whole";
    list.rows.push_back({std::string(traits.name), std::move(text)});
  }
  list.rows.push_back({"index", "One file with digests and hashes of all clips, without pictures"});
  return list;
}

void add_export_options(Arguments& arguments) {
  arguments.add()("format", "What to write", cxxopts::value<std::string>(), format_choices());
  arguments.add()("out", "New folder; for an index, a new file", cxxopts::value<std::string>(), "OUT");
  arguments.add()("split", "Write the folds of this split", cxxopts::value<std::string>(), "SPLIT");
  arguments.add()("axis", "Axis of the labels (default: the split's, else the main axis)",
                  cxxopts::value<std::string>(), "AXIS");
  arguments.add()("names", "Name the folds, e.g. train=0,1,2 val=3 test=4", cxxopts::value<std::vector<std::string>>(),
                  "NAME=FOLDS");
  arguments.add()("stale", "Accept a split whose labels have changed since");
  cxxopts::OptionAdder selection = arguments.add(kSelectionGroup);
  selection("licences", "Licence policy or licence ids", cxxopts::value<std::string>()->default_value("research"),
            "POLICY");
  selection("where", "Only clips with this value, see 'list clips' (may be repeated)",
            cxxopts::value<std::vector<std::string>>(), "COLUMN=VALUE");
  selection("labelled-only", "Leave out clips without a label");
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("size", "Scale all frames to one size, padded with black", cxxopts::value<std::string>(), "WIDTHxHEIGHT");
  output("channels", "Convert all frames to grey or rgb (with --size: rgb if any is)", cxxopts::value<std::string>(),
         "grey|rgb");
  output("view", "Crop, black outside the sector, whole, or beam by depth",
         cxxopts::value<std::string>()->default_value("crop"), "crop|masked|whole|polar");
  output("mask-overlays", "Black where text, rulers, markers and logos were found");
  output("link", "Hard link frames instead of copying them");
  output("croissant", "Describe the files in croissant.json, for any format");
  output("shard-size", "webdataset: size limit of a tar file", cxxopts::value<std::string>()->default_value("256"),
         "MB");
  output("seed", "webdataset: seed of the order of frames", cxxopts::value<std::uint64_t>()->default_value("0"), "N");
  output("codec", "clips: how to encode videos", cxxopts::value<std::string>()->default_value("ffv1"), "ffv1|h264");
  output("encode-all", "clips: encode also what could be copied");
  output("json", "Print one JSON document");
  add_worker_options(arguments);
  arguments.positional({"format", "out"});
  arguments.explain(format_list());
}

}  // namespace

int cmd_export(const Context& context, const Words& words) {
  Arguments arguments(
      "export", "FORMAT OUT [--split SPLIT] [options]",
      "Writes the dataset to a new folder, in a format that training code loads; schema/exports.md shows how.\n"
      "--licences selects what is exported: redistributable, research, any, or a comma-separated list of licence\n"
      "ids.\n\n"
      "With an index others check whether their clips are already in the dataset (sonoset validate --against).\n\n"
      "Exit code 1: clips that are not imported yet, have invalid rows, were not searched for what --view and\n"
      "--mask-overlays need, or cannot be decoded or encoded were left out.\n\n"
      "With --view whole the pictures are decoded again without the crop: they show what was drawn around the sector,\n"
      "which may be names and dates. With --licences redistributable, clips whose text was not read (import\n"
      "--read-text) are left out.",
      {"sonoset -C lungs export csv training --split main",
       "sonoset -C lungs export jsonl shared --split main --licences redistributable",
       "sonoset -C lungs export csv open --licences CC-BY-4.0,CC0-1.0 --link",
       "sonoset -C lungs export csv training --split main --names train=0,1,2 val=3 test=4 --size 224x224",
       "sonoset -C lungs export imagefolder beams --view polar --size 224x224",
       "sonoset -C lungs export coco screens --view whole",
       "sonoset -C lungs export webdataset shards --split main --names train=0,1,2 val=3 test=4",
       "sonoset -C lungs export clips videos --split main --codec h264",
       "sonoset -C lungs export index index.jsonl.gz"});
  add_export_options(arguments);
  const auto options = arguments.parse(with_names_repeated(words), {"format", "out"});
  if (!options) return kDone;
  if ((*options)["format"].as<std::string>() == "index") {
    refuse_with_index(*options);
    return export_index(context, (*options)["out"].as<std::string>(), options->count("json") > 0);
  }
  publish::ExportOptions wanted = export_options(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  publish::ExportSummary summary;
  {
    Progress progress("frames");
    wanted.progress = [&](std::int64_t done, std::int64_t total) { progress.show(done, total, ""); };
    summary = publish::export_dataset(dataset, wanted);
  }
  if (options->count("json") > 0) {
    print_json(summary, wanted);
  } else {
    print_text(summary, wanted, context.dataset);
  }
  const bool incomplete =
      summary.left_out.contains(publish::kNotImported) || summary.left_out.contains(publish::kInvalidRows) ||
      summary.left_out.contains(publish::kNoSector) || summary.left_out.contains(publish::kTextUnread) ||
      std::ranges::any_of(summary.left_out, [](const auto& one) {
        return one.first.starts_with(publish::kNotEncoded) || one.first.starts_with(publish::kNotDecoded);
      });
  return incomplete ? kDoneWithFindings : kDone;
}
