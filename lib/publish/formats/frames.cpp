#include "publish/formats/frames.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/label_in_effect.h"
#include "catalog/manifests.h"
#include "model/clip_job.h"
#include "publish/export_notes.h"
#include "publish/formats/frame_rows.h"
#include "publish/table.h"

namespace publish {
namespace {

using base::Code;
using base::Error;

class FrameExport {
 public:
  FrameExport(const ExportJob& job, FramesFormat::Rows form) : job_(job), form_(form), file_(file_of("")), table_(job) {
    files_.emplace("", open(file_));
    for (const std::string& name : job.selection.fold_names) {
      if (!files_.contains(name)) files_.emplace(name, open(file_of(name)));
    }
  }

  void add_clip(const catalog::ClipSummary& unit) {
    std::optional<ClipFacts> read;
    try {
      read.emplace(facts_of(unit));
    } catch (const Error& error) {
      if (error.code() != Code::Corrupt) throw;
      summary_.left_out[kInvalidRows].push_back(unit.clip);
      return;
    }
    const ClipFacts& facts = *read;
    for (const model::Frame& frame : facts.set.frames) {
      const auto row = table_.row(facts, frame, place(facts, frame));
      const std::string line = form_ == FramesFormat::Rows::Csv ? csv_row(row) : table_.json_line(row);
      files_.at("").add(line);
      if (const std::string name = table_.name_of(facts, frame); !name.empty()) files_.at(name).add(line);
      ++summary_.frames;
    }
    ++summary_.clips;
  }

  ExportSummary finish() {
    for (auto& [name, rows] : files_) job_.folder.close(rows);
    summary_.left_out.insert(job_.selection.left_out.begin(), job_.selection.left_out.end());
    if (summary_.clips == 0) throw Error(Code::Corrupt, fmt::format("nothing to export: {}", kInvalidRows));
    catalog::Catalog& catalog = job_.dataset.catalog();
    Selection selection = job_.selection;
    selection.left_out = summary_.left_out;
    job_.folder.write("dataset.json",
                      dataset_json(catalog, selection, job_.policy, job_.pictures, {file_, table_.columns()}));
    job_.folder.write("LICENCES.md", licences_markdown(job_.selection, sources_, curate::licence_lookup(catalog)));
    return std::move(summary_);
  }

 private:
  // Throws Corrupt if the catalog's rows are not valid.
  ClipFacts facts_of(const catalog::ClipSummary& unit) {
    std::optional<model::FrameSet> set = catalog::current_frame_set(job_.dataset.catalog(), unit.clip);
    const std::optional<model::Recipe> recipe =
        set ? catalog::find_recipe(job_.dataset.catalog(), set->recipe) : std::nullopt;
    std::optional<catalog::ClipRow> clip = catalog::find_clip(job_.dataset.catalog(), unit.clip);
    if (!recipe || !clip) {
      throw Error(Code::Corrupt, fmt::format("clip '{}' is done but has no frames; run 'sonoset fsck'", unit.clip));
    }
    for (const model::Frame& frame : set->frames) {
      if (model::is_possible_time(frame.pts, set->content.time_base)) continue;
      throw Error(Code::Corrupt,
                  fmt::format("clip '{}': the time of picture {} is out of range", unit.clip, frame.picture));
    }
    return {unit,
            std::move(clip->clip),
            source_of(unit),
            *std::move(set),
            catalog::labels_in_effect(job_.dataset.catalog(), unit.clip),
            recipe->format};
  }

  // frames.csv, or frames-train.csv for a name.
  std::string file_of(const std::string& name) const {
    return fmt::format("frames{}{}.{}", name.empty() ? "" : "-", name,
                       form_ == FramesFormat::Rows::Csv ? "csv" : "jsonl");
  }

  AtomicFolder::Stream open(const std::string& file) {
    AtomicFolder::Stream rows = job_.folder.open(file);
    const std::vector<std::string>& columns = table_.columns();
    if (form_ == FramesFormat::Rows::Csv) rows.add(csv_row({columns.begin(), columns.end()}));
    return rows;
  }

  const model::Source& source_of(const catalog::ClipSummary& unit) {
    const std::pair<std::string, std::string> key(unit.manifest, unit.source);
    const auto found = sources_.find(key);
    if (found != sources_.end()) return found->second;
    std::optional<model::Source> source = catalog::find_source(job_.dataset.catalog(), unit.manifest, unit.source);
    if (!source) source.emplace().id = unit.source;
    return sources_.emplace(key, std::move(*source)).first->second;
  }

  PlacedFrame place(const ClipFacts& facts, const model::Frame& frame) {
    // A frame that differs from the catalog is not exported.
    const curate::Dataset::FrameFile from = job_.dataset.read_frame(facts.set, frame, facts.format);
    if (job_.pictures.changes()) {
      const std::string name = fmt::format("frame {} of clip '{}'", frame.picture, facts.unit.clip);
      const ExportedPicture made = apply(job_.pictures, from.bytes, name, facts.set.content);
      const std::string path = frame_path(facts, frame, model::StillFormat::Png);
      job_.folder.write(path, made.png);
      return {path, made.width, made.height, made.channels};
    }
    const std::string path = frame_path(facts, frame, facts.format);
    if (job_.folder.place(from.file, path, frame.file, job_.link)) ++summary_.linked;
    return {path, frame.width, frame.height, frame.channels};
  }

  const ExportJob& job_;
  FramesFormat::Rows form_;
  std::string file_;
  FrameTable table_;
  std::map<std::string, AtomicFolder::Stream> files_;  ///< by fold name; "": all frames
  Sources sources_;
  ExportSummary summary_;
};

}  // namespace

std::string_view FramesFormat::description() const {
  return rows_ == Rows::Csv ? "frames and a CSV table" : "frames and one JSON line each";
}

ExportSummary FramesFormat::write(const ExportJob& job) const {
  FrameExport writer(job, rows_);
  for (const catalog::ClipSummary& unit : job.selection.units) writer.add_clip(unit);
  return writer.finish();
}

}  // namespace publish
