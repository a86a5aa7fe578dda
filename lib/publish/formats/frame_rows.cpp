#include "publish/formats/frame_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/rational.h"
#include "model/frame.h"

namespace publish {
namespace {

using catalog::Cell;

Cell text_or_none(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

}  // namespace

const std::vector<std::string>& frame_columns() {
  static const std::vector<std::string> columns = {
      "path",     "clip",    "picture",     "timestamp_s", "fold", "group",  "label", "subject", "case",   "source",
      "manifest", "licence", "attribution", "object",      "url",  "pixels", "hash",  "width",   "height", "channels"};
  return columns;
}

std::string attribution(const model::Source& source) {
  std::string text = !source.citation.empty() ? source.citation : !source.title.empty() ? source.title : source.id;
  if (!source.url.empty() && text.find(source.url) == std::string::npos) text += " " + source.url;
  return text;
}

std::string frame_path(const ClipFacts& facts, const model::Frame& frame) {
  return fmt::format("frames/{}/{}", facts.unit.clip, model::frame_name(frame.picture, facts.format));
}

namespace {

Cell fold_cell(const model::SplitParameters& parameters, int fold) {
  if (parameters.fold_names.empty()) return std::int64_t{fold};
  return model::fold_name(parameters, fold);
}

}  // namespace

std::vector<Cell> frame_row(const ClipFacts& facts, const model::Frame& frame, const model::Split* split,
                            const curate::Folds* folds) {
  const catalog::ClipSummary& unit = facts.unit;
  Cell fold;
  Cell group;
  if (split != nullptr && folds != nullptr) {
    if (const auto found = folds->fold(unit.clip, frame.picture)) fold = fold_cell(split->parameters, *found);
    if (const auto found = folds->group(unit.clip)) group = split->groups[*found].clips.front();
  }
  const base::Rational time = base::Rational(frame.pts) * facts.set.content.time_base;
  return {frame_path(facts, frame),
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
          text_or_none(facts.url),
          frame.pixels.hex(),
          fmt::format("{:016x}", frame.hash),
          std::int64_t{frame.width},
          std::int64_t{frame.height},
          std::int64_t{frame.channels}};
}

std::string json_line(const std::vector<Cell>& cells) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    nlohmann::ordered_json& value = object[frame_columns()[i]];
    if (const auto* number = std::get_if<std::int64_t>(&cells[i])) value = *number;
    if (const auto* text = std::get_if<std::string>(&cells[i])) value = *text;
    // Decimal in the cell, so that CSV has it exactly; a number here.
    if (frame_columns()[i] == "timestamp_s") value = nlohmann::ordered_json::parse(value.get<std::string>());
  }
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace publish
