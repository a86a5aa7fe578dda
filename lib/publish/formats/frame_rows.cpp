#include "publish/formats/frame_rows.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/rational.h"
#include "catalog/label_in_effect.h"
#include "model/frame.h"
#include "publish/table.h"

namespace publish {
namespace {

using catalog::Cell;

}  // namespace

Cell text_or_none(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

void append_fold(const ExportRun& run, const ClipFacts& facts, const model::Frame& frame, std::vector<Cell>& cells) {
  const std::optional<int> fold = run.fold_of(facts, frame);
  cells.push_back(fold ? Cell(std::int64_t{*fold}) : Cell());
  cells.push_back(text_or_none(run.group_of(facts)));
}

void append_origin(const ClipFacts& facts, std::vector<Cell>& cells) {
  const catalog::ClipSummary& unit = facts.unit;
  cells.insert(cells.end(), {text_or_none(unit.value), text_or_none(unit.subject), text_or_none(unit.clip_case),
                             unit.source, unit.manifest, text_or_none(unit.licence), attribution(facts.source),
                             facts.set.object.hex(), text_or_none(facts.clip.url)});
}

void append_labels(const std::vector<std::string>& axes, const ClipFacts& facts, std::vector<Cell>& cells) {
  for (const std::string& axis : axes) {
    const auto label = facts.labels.find(axis);
    cells.push_back(label == facts.labels.end() ? Cell() : Cell(label->second));
  }
}

std::string attribution(const model::Source& source) {
  std::string text = !source.citation.empty() ? source.citation : !source.title.empty() ? source.title : source.id;
  if (!source.url.empty() && text.find(source.url) == std::string::npos) text += " " + source.url;
  return text;
}

std::string frame_stem(const ClipFacts& facts, const model::Frame& frame) {
  return fmt::format("{}-{:06}", facts.unit.clip, frame.picture);
}

FrameTable::FrameTable(const ExportRun& run) : run_(run), axes_(catalog::labelled_axes(run.job().dataset.catalog())) {
  add_columns({"path"}, true);
  add_columns({"clip"}, false);
  add_columns({"picture", "timestamp_s"}, true);
  for (const char* column : kFoldColumns) add_columns({column}, true);
  for (const char* column : kOriginColumns) add_columns({column}, false);
  add_columns({"pixels", "hash", "width", "height", "channels"}, true);
  add_columns({"probe", "sample_aspect", "field_order", "text_read"}, false);
  if (!run.selection().fold_names.empty()) add_columns({"split"}, true);
  if (run.job().pictures.width > 0) add_columns({"width_before", "height_before"}, true);
  for (const std::string& axis : axes_) add_columns({("label_" + axis).c_str()}, false);
}

void FrameTable::add_columns(std::initializer_list<const char*> names, bool of_frame) {
  for (const char* name : names) {
    keys_.push_back((keys_.empty() ? "{" : ",") + json_value(name) + ":");
    columns_.emplace_back(name);
    of_frame_.push_back(of_frame);
  }
}

// Of the exported pictures: resized ones have square pixels.
std::string FrameTable::aspect_of(const ClipFacts& facts) const {
  const base::Rational& aspect = facts.set.content.sample_aspect;
  return run_.job().pictures.width > 0 ? "1:1" : fmt::format("{}:{}", aspect.num(), aspect.den());
}

std::vector<Cell> FrameTable::frame_cells(const ClipFacts& facts, const model::Frame& frame,
                                          const PlacedFrame& placed) const {
  const base::Rational time = base::Rational(frame.pts) * facts.set.content.time_base;
  std::vector<Cell> cells = {placed.path, frame.picture, time.decimal(6)};
  append_fold(run_, facts, frame, cells);
  cells.insert(cells.end(), {frame.pixels.hex(), fmt::format("{:016x}", frame.hash), std::int64_t{placed.width},
                             std::int64_t{placed.height}, std::int64_t{placed.channels}});
  if (!run_.selection().fold_names.empty()) cells.push_back(text_or_none(run_.name_of(facts, frame)));
  if (run_.job().pictures.width > 0) cells.insert(cells.end(), {std::int64_t{frame.width}, std::int64_t{frame.height}});
  return cells;
}

std::vector<Cell> FrameTable::clip_cells(const ClipFacts& facts) const {
  std::vector<Cell> cells = {facts.unit.clip};
  append_origin(facts, cells);
  cells.insert(cells.end(), {text_or_none(facts.clip.probe), aspect_of(facts),
                             text_or_none(facts.set.content.field_order), std::string(to_string(facts.unit.text))});
  append_labels(axes_, facts, cells);
  return cells;
}

std::vector<Cell> FrameTable::row(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const {
  std::vector<Cell> of_frame = frame_cells(facts, frame, placed);
  std::vector<Cell> of_clip = clip_cells(facts);
  std::vector<Cell> cells;
  auto next_of_frame = of_frame.begin();
  auto next_of_clip = of_clip.begin();
  for (const bool frames : of_frame_) cells.push_back(std::move(frames ? *next_of_frame++ : *next_of_clip++));
  return cells;
}

std::string FrameTable::json_of(std::size_t column, const Cell& cell) const {
  const auto* text = std::get_if<std::string>(&cell);
  // Text in the cell, so that CSV has the exact decimals; a number in JSON.
  if (text != nullptr && columns_[column] == "timestamp_s") return nlohmann::ordered_json::parse(*text).dump();
  return json_value(cell);
}

std::string FrameTable::json_line(const std::vector<Cell>& cells) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += keys_[i] + json_of(i, cells[i]);
  return line + "}\n";
}

FrameTable::ClipLines::ClipLines(const FrameTable& table, const ClipFacts& facts) : table_(&table), between_(1) {
  const std::vector<Cell> of_clip = table.clip_cells(facts);
  auto next = of_clip.begin();
  for (std::size_t i = 0; i < table.columns_.size(); ++i) {
    between_.back() += table.keys_[i];
    if (table.of_frame_[i]) {
      between_.emplace_back();
    } else {
      between_.back() += table.json_of(i, *next++);
    }
  }
  between_.back() += "}\n";
}

std::string FrameTable::ClipLines::line(const ClipFacts& facts, const model::Frame& frame,
                                        const PlacedFrame& placed) const {
  const std::vector<Cell> cells = table_->frame_cells(facts, frame, placed);
  std::string line = between_.front();
  auto between = std::next(between_.begin());
  auto cell = cells.begin();
  for (std::size_t i = 0; i < table_->columns_.size(); ++i) {
    if (table_->of_frame_[i]) line += table_->json_of(i, *cell++) + *between++;
  }
  return line;
}

FrameRows::FrameRows(ExportRun& run, RowForm form, bool by_name) : run_(run), form_(form), table_(run) {
  files_.emplace("", open(file_of("")));
  if (!by_name) return;
  for (const std::string& name : run.selection().fold_names) {
    if (!files_.contains(name)) files_.emplace(name, open(file_of(name)));
  }
}

// frames.csv, or frames-train.csv for a name.
std::string FrameRows::file_of(const std::string& name) const {
  return fmt::format("frames{}{}.{}", name.empty() ? "" : "-", name, form_ == RowForm::Csv ? "csv" : "jsonl");
}

AtomicFolder::Stream FrameRows::open(const std::string& file) {
  AtomicFolder::Stream rows = run_.folder().open(file);
  const std::vector<std::string>& columns = table_.columns();
  if (form_ == RowForm::Csv) rows.add(csv_row({columns.begin(), columns.end()}));
  return rows;
}

void FrameRows::add(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) {
  const auto row = table_.row(facts, frame, placed);
  const std::string line = form_ == RowForm::Csv ? csv_row(row) : table_.json_line(row);
  files_.at("").add(line);
  const std::string name = run_.name_of(facts, frame);
  if (const auto file = files_.find(name); !name.empty() && file != files_.end()) file->second.add(line);
}

void FrameRows::close() {
  for (auto& [name, rows] : files_) run_.folder().close(rows);
  run_.set_table({file_of(""), table_.columns()});
}

}  // namespace publish
