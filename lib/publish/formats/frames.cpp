#include "publish/formats/frames.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "curate/split/folds.h"
#include "model/clip_job.h"
#include "publish/export_notes.h"
#include "publish/formats/frame_rows.h"
#include "publish/table.h"

namespace publish {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

class FrameExport {
 public:
  FrameExport(const ExportJob& job, FramesFormat::Rows form)
      : job_(job),
        form_(form),
        file_(form == FramesFormat::Rows::Csv ? "frames.csv" : "frames.jsonl"),
        rows_(job.folder.open(file_)) {
    if (split() != nullptr) folds_.emplace(*split());
    const std::vector<std::string>& columns = frame_columns();
    if (form_ == FramesFormat::Rows::Csv) rows_.add(csv_row({columns.begin(), columns.end()}));
  }

  void add_clip(const catalog::ClipSummary& unit) {
    const std::optional<model::FrameSet> set = catalog::current_frame_set(job_.dataset.catalog(), unit.clip);
    const std::optional<model::Recipe> recipe =
        set ? catalog::find_recipe(job_.dataset.catalog(), set->recipe) : std::nullopt;
    if (!recipe) {
      throw Error(Code::Corrupt, fmt::format("clip '{}' is done and has no frames: run 'sonoset fsck'", unit.clip));
    }
    const std::optional<catalog::ClipRow> clip = catalog::find_clip(job_.dataset.catalog(), unit.clip);
    const ClipFacts facts{unit, source_of(unit), *set, clip ? clip->clip.url : "", recipe->format};
    for (const model::Frame& frame : set->frames) {
      place(facts, frame);
      const auto row = frame_row(facts, frame, split(), folds_ ? &*folds_ : nullptr);
      rows_.add(form_ == FramesFormat::Rows::Csv ? csv_row(row) : json_line(row));
      ++summary_.frames;
    }
    ++summary_.clips;
  }

  ExportSummary finish() {
    job_.folder.close(rows_);
    summary_.left_out = job_.selection.left_out;
    catalog::Catalog& catalog = job_.dataset.catalog();
    job_.folder.write("dataset.json", dataset_json(catalog, job_.selection, job_.policy, {file_, frame_columns()}));
    job_.folder.write("LICENCES.md", licences_markdown(job_.selection, sources_, curate::licence_lookup(catalog)));
    return std::move(summary_);
  }

 private:
  const model::Split* split() const { return job_.selection.split ? &*job_.selection.split : nullptr; }

  const model::Source& source_of(const catalog::ClipSummary& unit) {
    const std::pair<std::string, std::string> key(unit.manifest, unit.source);
    const auto found = sources_.find(key);
    if (found != sources_.end()) return found->second;
    std::optional<model::Source> source = catalog::find_source(job_.dataset.catalog(), unit.manifest, unit.source);
    if (!source) source.emplace().id = unit.source;
    return sources_.emplace(key, std::move(*source)).first->second;
  }

  void place(const ClipFacts& facts, const model::Frame& frame) {
    const fs::path from = job_.dataset.folder_of(facts.set) / model::frame_name(frame.picture, facts.format);
    const base::Descriptor file = base::open_to_read(from);
    const base::Digest digest = base::sha256_of_descriptor(file.get());
    // What goes out is what the catalog describes, or nothing does.
    if (digest != frame.file) {
      throw Error(Code::Corrupt,
                  fmt::format("'{}' is not the picture that was imported: run 'sonoset fsck --deep'", from.string()));
    }
    if (job_.folder.place(file, from, frame_path(facts, frame), digest, job_.link)) ++summary_.linked;
  }

  const ExportJob& job_;
  FramesFormat::Rows form_;
  std::string file_;
  AtomicFolder::Stream rows_;
  std::optional<curate::Folds> folds_;
  Sources sources_;
  ExportSummary summary_;
};

}  // namespace

std::string_view FramesFormat::description() const {
  return rows_ == Rows::Csv ? "frames and a CSV table of them" : "frames and a line of JSON for each";
}

ExportSummary FramesFormat::write(const ExportJob& job) const {
  FrameExport writer(job, rows_);
  for (const catalog::ClipSummary& unit : job.selection.units) writer.add_clip(unit);
  return writer.finish();
}

}  // namespace publish
