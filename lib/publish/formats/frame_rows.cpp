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

constexpr const char* kFirstColumns[] = {"path", "clip", "picture", "timestamp_s"};
constexpr const char* kLastColumns[] = {"pixels",   "hash",  "width",         "height",
                                        "channels", "probe", "sample_aspect", "field_order"};

}  // namespace

Cell text_or_none(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

void append_origin(const ExportRun& run, const ClipFacts& facts, const model::Frame& frame, std::vector<Cell>& cells) {
  const catalog::ClipSummary& unit = facts.unit;
  const std::optional<int> fold = run.fold_of(facts, frame);
  for (Cell cell : {fold ? Cell(std::int64_t{*fold}) : Cell(), text_or_none(run.group_of(facts)),
                    text_or_none(unit.value), text_or_none(unit.subject), text_or_none(unit.clip_case),
                    Cell(unit.source), Cell(unit.manifest), text_or_none(unit.licence), Cell(attribution(facts.source)),
                    Cell(facts.set.object.hex()), text_or_none(facts.clip.url)}) {
    cells.push_back(std::move(cell));
  }
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

FrameTable::FrameTable(const ExportRun& run)
    : run_(run),
      axes_(catalog::labelled_axes(run.job().dataset.catalog())),
      columns_(std::begin(kFirstColumns), std::end(kFirstColumns)) {
  columns_.insert(columns_.end(), kOriginColumns.begin(), kOriginColumns.end());
  columns_.insert(columns_.end(), std::begin(kLastColumns), std::end(kLastColumns));
  if (!run.selection().fold_names.empty()) columns_.emplace_back("split");
  if (run.job().pictures.width > 0) columns_.insert(columns_.end(), {"width_before", "height_before"});
  for (const std::string& axis : axes_) columns_.push_back("label_" + axis);
  for (const std::string& column : columns_) keys_.push_back((keys_.empty() ? "{" : ",") + json_value(column) + ":");
}

// Of the exported pictures: resized ones have square pixels.
std::string FrameTable::aspect_of(const ClipFacts& facts) const {
  const base::Rational& aspect = facts.set.content.sample_aspect;
  return run_.job().pictures.width > 0 ? "1:1" : fmt::format("{}:{}", aspect.num(), aspect.den());
}

std::vector<Cell> FrameTable::row(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const {
  const base::Rational time = base::Rational(frame.pts) * facts.set.content.time_base;
  std::vector<Cell> cells = {placed.path, facts.unit.clip, frame.picture, time.decimal(6)};
  append_origin(run_, facts, frame, cells);
  cells.insert(cells.end(), {frame.pixels.hex(), fmt::format("{:016x}", frame.hash), std::int64_t{placed.width},
                             std::int64_t{placed.height}, std::int64_t{placed.channels}, text_or_none(facts.clip.probe),
                             aspect_of(facts), text_or_none(facts.set.content.field_order)});
  if (!run_.selection().fold_names.empty()) cells.push_back(text_or_none(run_.name_of(facts, frame)));
  if (run_.job().pictures.width > 0) cells.insert(cells.end(), {std::int64_t{frame.width}, std::int64_t{frame.height}});
  append_labels(axes_, facts, cells);
  return cells;
}

std::string FrameTable::json_line(const std::vector<Cell>& cells) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += keys_[i];
    const auto* text = std::get_if<std::string>(&cells[i]);
    if (text != nullptr && columns_[i] == "timestamp_s") {
      // Text in the cell, so that CSV has the exact decimals; a number in JSON.
      line += nlohmann::ordered_json::parse(*text).dump();
    } else {
      line += json_value(cells[i]);
    }
  }
  return line + "}\n";
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
