#include <fmt/format.h>

#include <array>

#include "arguments.h"
#include "author_options.h"
#include "base/error.h"
#include "base/process.h"
#include "base/text.h"
#include "curate/dataset.h"
#include "curate/import/make_again.h"
#include "curate/label/crop.h"
#include "curate/label/undo.h"
#include "recipe_options.h"
#include "say.h"
#include "stale_text.h"
#include "undo_options.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;

constexpr int kMaxNumber = 1'000'000'000;

[[noreturn]] void refuse(std::string_view value, std::string_view expected) {
  throw Error(Code::InvalidInput, fmt::format("'{}' is not {}; see 'sonoset crop --help'", value, expected));
}

std::vector<std::string_view> parts_of(std::string_view value) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(',', at), value.size());
    parts.push_back(value.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::optional<int> number_of(std::string_view text) {
  const auto number = base::Rational::parse(text);
  if (!number || number->den() != 1 || number->num() < 0 || number->num() > kMaxNumber) return std::nullopt;
  return static_cast<int>(number->num());
}

model::Region region_of(const std::string& value) {
  constexpr std::string_view kExpected = "X,Y,WIDTH,HEIGHT in pixels";
  const auto parts = parts_of(value);
  if (parts.size() != 4) refuse(value, kExpected);
  std::array<int, 4> numbers = {};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = number_of(parts[i]);
    if (!number) refuse(value, kExpected);
    numbers[i] = *number;
  }
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

model::Window window_of(const std::string& value, bool pictures) {
  if (value == "all") return {};
  const std::string_view expected = pictures ? "FIRST,END in pictures" : "FROM,TO in seconds";
  const auto parts = parts_of(value);
  if (parts.size() != 2 || value == ",") refuse(value, expected);
  model::Window window;
  if (pictures) {
    window.first_picture = number_of(parts[0]);
    window.end_picture = number_of(parts[1]);
  } else {
    window.from_s = base::Rational::parse(parts[0]);
    window.to_s = base::Rational::parse(parts[1]);
  }
  const bool from = window.from_s || window.first_picture;
  const bool to = window.to_s || window.end_picture;
  if (from == parts[0].empty() || to == parts[1].empty()) refuse(value, expected);
  return window;
}

curate::ImportOptions making_options(const cxxopts::ParseResult& options) {
  curate::ImportOptions making;
  making.jobs = jobs_of(options);
  making.worker = base::own_path().parent_path() / "sonoset-worker";
  making.limits = worker_limits_of(options);
  making.version = SONOSET_VERSION;
  return making;
}

void record(curate::Dataset& dataset, const cxxopts::ParseResult& options, Way way) {
  const auto clip = options["clip"].as<std::string>();
  const auto what = options["what"].as<std::string>();
  const curate::Author author = author_of(options);
  if (way != Way::Forward) {
    (way == Way::Undo ? curate::undo_crop : curate::redo_crop)(dataset, clip, what, author);
  } else if (const auto value = options["value"].as<std::string>(); what == "region") {
    curate::set_region(dataset, clip, region_of(value), author);
  } else {
    curate::set_window(dataset, clip, window_of(value, options.count("pictures") > 0), author);
  }
}

int print_made(const Context& context, const std::string& clip, const std::vector<curate::ImportSummary>& made) {
  int result = kDone;
  for (const curate::ImportSummary& summary : made) {
    say("clip {}: {} made again\n", clip, base::counted(summary.frames_now, "frame"));
    for (const auto& [name, why] : summary.stale_splits) say("{}\n", stale_text(context.dataset, name, why));
    for (const model::Finding& failure : summary.failures) {
      if (failure.id != clip) continue;
      say("{}: {}\nthe clip has no frames now; give it another value, or use --undo\n", failure.code, failure.message);
      result = kDoneWithFindings;
    }
  }
  return result;
}

void check_words(const cxxopts::ParseResult& options, Way way) {
  for (const auto& [needed, name] : {std::pair("clip", "argument CLIP"), std::pair("what", "argument region or window"),
                                     std::pair("why", "option --why")}) {
    if (options.count(needed) > 0) continue;
    throw Error(Code::InvalidInput, fmt::format("missing {}; see 'sonoset crop --help'", name));
  }
  const auto what = options["what"].as<std::string>();
  if (what != "region" && what != "window") refuse(what, "region or window");
  if ((options.count("value") == 0) == (way == Way::Forward)) {
    throw Error(Code::InvalidInput, way == Way::Forward ? "missing argument VALUE; see 'sonoset crop --help'"
                                                        : "--undo and --redo take no VALUE");
  }
  if (options.count("pictures") > 0 && what != "window") {
    throw Error(Code::InvalidInput, "--pictures is for a window");
  }
}

}  // namespace

int cmd_crop(const Context& context, const Words& words) {
  Arguments arguments(
      "crop", "CLIP (region|window) [VALUE] --why TEXT [--by NAME] [--pictures] [--undo | --redo]",
      "Records which part of its file a clip uses, whatever its manifest says, and makes its frames again from the\n"
      "imported file. A region is X,Y,WIDTH,HEIGHT in pixels of the displayed picture. A window is FROM,TO in seconds\n"
      "after the first picture, or FIRST,END with --pictures; either may be left out, and 'all' is the whole file.\n"
      "--undo is recorded too; the history is kept.",
      {"sonoset -C lungs crop s01-a region 120,40,640,560 --why 'the manifest cuts the left side'",
       "sonoset -C lungs crop s01-a window 1.5,9 --why 'the probe is lifted at the end'",
       "sonoset -C lungs crop s01-a window ,120 --pictures --why 'the probe is lifted at the end'",
       "sonoset -C lungs crop s01-a region --undo --why 'that was another clip'"});
  arguments.add()("clip", "Id of the clip", cxxopts::value<std::string>(), "CLIP");
  arguments.add()("what", "region or window", cxxopts::value<std::string>(), "WHAT");
  arguments.add()("value", "The region or window", cxxopts::value<std::string>(), "VALUE");
  arguments.add()("pictures", "The window counts pictures, from 0");
  add_undo(arguments, "decision on this part of the clip");
  add_author(arguments);
  add_worker_options(arguments);
  arguments.positional({"clip", "what", "value"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const Way way = way_of(*options);
  check_words(*options, way);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Write);
  record(dataset, *options, way);
  const auto clip = (*options)["clip"].as<std::string>();
  return print_made(context, clip, curate::make_again(dataset, {clip}, making_options(*options)));
}
