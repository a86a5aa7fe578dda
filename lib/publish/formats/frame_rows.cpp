#include "publish/formats/frame_rows.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/rational.h"
#include "catalog/label_in_effect.h"
#include "model/frame.h"

namespace publish {
namespace {

using catalog::Cell;

Cell text_or_none(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

constexpr const char* kColumns[] = {"path",        "clip",     "picture", "timestamp_s",   "fold",       "group",
                                    "label",       "subject",  "case",    "source",        "manifest",   "licence",
                                    "attribution", "object",   "url",     "pixels",        "hash",       "width",
                                    "height",      "channels", "probe",   "sample_aspect", "field_order"};

}  // namespace

std::string attribution(const model::Source& source) {
  std::string text = !source.citation.empty() ? source.citation : !source.title.empty() ? source.title : source.id;
  if (!source.url.empty() && text.find(source.url) == std::string::npos) text += " " + source.url;
  return text;
}

std::string frame_path(const ClipFacts& facts, const model::Frame& frame, model::StillFormat format) {
  return fmt::format("frames/{}/{}", facts.unit.clip, model::frame_name(frame.picture, format));
}

FrameTable::FrameTable(const ExportJob& job)
    : selection_(job.selection),
      pictures_(job.pictures),
      axes_(catalog::labelled_axes(job.dataset.catalog())),
      columns_(std::begin(kColumns), std::end(kColumns)) {
  if (selection_.split) folds_.emplace(*selection_.split);
  if (!selection_.fold_names.empty()) columns_.emplace_back("split");
  if (pictures_.width > 0) columns_.insert(columns_.end(), {"width_before", "height_before"});
  for (const std::string& axis : axes_) columns_.push_back("label_" + axis);
}

// Of the exported pictures: resized ones have square pixels.
std::string FrameTable::aspect_of(const ClipFacts& facts) const {
  const base::Rational& aspect = facts.set.content.sample_aspect;
  return pictures_.width > 0 ? "1:1" : fmt::format("{}:{}", aspect.num(), aspect.den());
}

std::string FrameTable::name_of(const ClipFacts& facts, const model::Frame& frame) const {
  if (selection_.fold_names.empty() || !folds_) return {};
  const auto fold = folds_->fold(facts.unit.clip, frame.picture);
  return fold ? selection_.fold_names.at(static_cast<std::size_t>(*fold)) : std::string();
}

std::vector<Cell> FrameTable::row(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const {
  const catalog::ClipSummary& unit = facts.unit;
  Cell fold;
  Cell group;
  if (folds_) {
    if (const auto found = folds_->fold(unit.clip, frame.picture)) fold = std::int64_t{*found};
    if (const auto found = folds_->group(unit.clip)) group = selection_.split->groups[*found].clips.front();
  }
  const base::Rational time = base::Rational(frame.pts) * facts.set.content.time_base;
  std::vector<Cell> cells = {placed.path,
                             unit.clip,
                             frame.picture,
                             time.decimal(6),
                             fold,
                             group,
                             text_or_none(unit.value),
                             text_or_none(unit.subject),
                             text_or_none(unit.clip_case),
                             unit.source,
                             unit.manifest,
                             text_or_none(unit.licence),
                             attribution(facts.source),
                             facts.set.object.hex(),
                             text_or_none(facts.clip.url),
                             frame.pixels.hex(),
                             fmt::format("{:016x}", frame.hash),
                             std::int64_t{placed.width},
                             std::int64_t{placed.height},
                             std::int64_t{placed.channels},
                             text_or_none(facts.clip.probe),
                             aspect_of(facts),
                             text_or_none(facts.set.content.field_order)};
  if (!selection_.fold_names.empty()) cells.push_back(text_or_none(name_of(facts, frame)));
  if (pictures_.width > 0) cells.insert(cells.end(), {std::int64_t{frame.width}, std::int64_t{frame.height}});
  for (const std::string& axis : axes_) {
    const auto label = facts.labels.find(axis);
    cells.push_back(label == facts.labels.end() ? Cell() : Cell(label->second));
  }
  return cells;
}

std::string FrameTable::json_line(const std::vector<Cell>& cells) const {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    nlohmann::ordered_json& value = object[columns_[i]];
    if (const auto* number = std::get_if<std::int64_t>(&cells[i])) value = *number;
    if (const auto* text = std::get_if<std::string>(&cells[i])) value = *text;
    // Text in the cell, so that CSV has the exact decimals; a number in JSON.
    if (columns_[i] == "timestamp_s") value = nlohmann::ordered_json::parse(value.get<std::string>());
  }
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace publish
