#include "publish/overview.h"

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "curate/release/licences.h"
#include "curate/split/folds.h"
#include "curate/split/leaks_text.h"
#include "curate/split/pictures.h"
#include "html/html.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"
#include "publish/split_report.h"

namespace publish {
namespace {

constexpr std::size_t kShownFrames = 4;  // of a clip
constexpr PictureRule kThumbnail{160, 120, 0};

constexpr std::string_view kSheetStyle = R"(
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(20.5rem, 1fr)); gap: 1rem; }
.sheet .frames { display: grid; grid-template-columns: repeat(4, 1fr); gap: 2px; }
.sheet img { width: 100%; height: auto; }
)";

// Evenly spaced over the clip, including the first and the last.
std::vector<model::Frame> shown(const std::vector<model::Frame>& frames) {
  if (frames.size() <= kShownFrames) return frames;
  std::vector<model::Frame> some;
  for (std::size_t i = 0; i < kShownFrames; ++i) some.push_back(frames[i * (frames.size() - 1) / (kShownFrames - 1)]);
  return some;
}

std::string thumbnail(const curate::Dataset& dataset, const model::FrameSet& set, const model::Frame& frame,
                      model::StillFormat format) {
  const std::string name = fmt::format("frame {} of clip '{}'", frame.picture, set.clip);
  const std::string png = apply(kThumbnail, dataset.read_frame(set, frame, format).bytes, name, set.content).png;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(png.data());
  return fmt::format("<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"picture {} of {}\"/>",
                     html::data_uri({bytes, png.size()}).value_or(""), kThumbnail.width, kThumbnail.height,
                     frame.picture, set.clip);
}

std::string card(curate::Dataset& dataset, const catalog::ClipSummary& unit) {
  const auto set = catalog::current_frame_set(dataset.catalog(), unit.clip);
  const auto recipe = set ? catalog::find_recipe(dataset.catalog(), set->recipe) : std::nullopt;
  if (!recipe) {
    throw base::Error(base::Code::Corrupt,
                      fmt::format("clip '{}' is done but has no frames; run 'sonoset fsck'", unit.clip));
  }
  std::string pictures;
  for (const model::Frame& frame : shown(set->frames)) {
    pictures += thumbnail(dataset, *set, frame, recipe->format);
  }
  const std::string caption =
      fmt::format("{}: {}, {}, {}", unit.clip, unit.value.empty() ? "no label" : unit.value,
                  unit.subject.empty() ? "unknown subject" : unit.subject, base::counted(unit.frames, "frame"));
  return html::wrapped("figure",
                       html::wrapped("div", pictures, "class=\"frames\"") + html::element("figcaption", caption));
}

html::Table html_folds(const SplitReport& report) {
  html::Table table{"Clips, frames and subjects of each fold, and its clips of each label",
                    {"fold", "clips", "frames", "subjects"},
                    {}};
  for (const auto& [label, clips] : report.all.clips_of_label)
    table.columns.push_back(label.empty() ? "(none)" : label);
  const auto add = [&](const std::string& name, const FoldCounts& counts) {
    std::vector<std::string> row = {name, std::to_string(counts.clips), std::to_string(counts.frames),
                                    std::to_string(counts.subjects)};
    for (const auto& [label, clips] : counts.clips_of_label) row.push_back(std::to_string(clips));
    table.rows.push_back(std::move(row));
  };
  for (std::size_t i = 0; i < report.folds.size(); ++i) {
    add(model::fold_name(report.parameters, static_cast<int>(i)), report.folds[i]);
  }
  add("all", report.all);
  return table;
}

// A fold's clips; under SplitBy::Frame a clip is in each fold that has one of its frames.
std::vector<std::vector<const catalog::ClipSummary*>> clips_by_fold(const Selection& selection,
                                                                    const curate::Pictures& pictures) {
  const curate::Folds folds(*selection.split);
  std::vector<std::vector<const catalog::ClipSummary*>> clips(
      static_cast<std::size_t>(selection.split->parameters.folds));
  for (const catalog::ClipSummary& unit : selection.units) {
    for (const auto& [fold, frames] : folds.of_clip(unit.clip, unit.frames, pictures)) {
      clips[static_cast<std::size_t>(fold)].push_back(&unit);
    }
  }
  return clips;
}

}  // namespace

std::string overview_page(curate::Dataset& dataset, const std::string& split) {
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction snapshot(catalog);
  SelectionOptions options;
  options.split = split;
  const Selection selection =
      select(catalog, options, curate::LicencePolicy::parse("any", curate::licence_lookup(catalog)));
  const curate::Pictures pictures = curate::pictures_of(catalog);
  const SplitReport report = report_split(*selection.split, selection.units, *selection.leaks, {}, pictures);
  std::string body = html::wrapped("style", kSheetStyle) + html::element("h1", fmt::format("Split '{}'", split)) +
                     html::element("p", curate::to_sentence(*selection.leaks)) + html::table(html_folds(report));
  std::size_t left = kMaxSheetClips;
  const auto clips = clips_by_fold(selection, pictures);
  for (std::size_t i = 0; i < clips.size() && left > 0; ++i) {
    std::string cards;
    for (const catalog::ClipSummary* unit : clips[i]) {
      if (left == 0) break;
      cards += card(dataset, *unit);
      --left;
    }
    body += html::section(fmt::format("Fold {}", model::fold_name(report.parameters, static_cast<int>(i))),
                          html::wrapped("div", cards, "class=\"sheet\""));
  }
  if (left == 0) body += html::element("p", fmt::format("Only the first {} clips are shown.", kMaxSheetClips));
  snapshot.commit();
  return html::page(fmt::format("sonoset: split '{}'", split), body);
}

}  // namespace publish
