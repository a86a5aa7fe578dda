#include "publish/export.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/entries.h"
#include "catalog/work.h"
#include "model/frame.h"
#include "model/recipe.h"
#include "publish/export_notes.h"
#include "publish/frame_rows.h"
#include "publish/new_folder.h"
#include "publish/selection.h"
#include "publish/table.h"

namespace publish {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

class Exporter {
 public:
  Exporter(curate::Dataset& dataset, const ExportOptions& options, const Selection& selection, NewFolder& folder)
      : dataset_(dataset),
        options_(options),
        selection_(selection),
        folder_(folder),
        rows_(folder.open(options.format == ExportFormat::Csv ? "frames.csv" : "frames.jsonl")) {
    if (selection.split) folds_.emplace(*selection.split);
    const std::vector<std::string>& columns = frame_columns();
    if (options.format == ExportFormat::Csv) rows_.add(csv_row({columns.begin(), columns.end()}));
  }

  void add_clip(const catalog::Unit& unit) {
    const std::optional<model::FrameSet> set = catalog::current_frame_set(dataset_.catalog(), unit.clip);
    const std::optional<model::Recipe> recipe =
        set ? catalog::find_recipe(dataset_.catalog(), set->recipe) : std::nullopt;
    if (!recipe) {
      throw Error(Code::Corrupt, fmt::format("clip '{}' is done and has no frames: run 'sonoset fsck'", unit.clip));
    }
    const std::optional<catalog::ClipRow> clip = catalog::find_clip(dataset_.catalog(), unit.clip);
    const ClipFacts facts{unit, source_of(unit), *set, clip ? clip->clip.url : "", recipe->format};
    for (const model::Frame& frame : set->frames) {
      place(facts, frame);
      const auto row =
          frame_row(facts, frame, selection_.split ? &*selection_.split : nullptr, folds_ ? &*folds_ : nullptr);
      rows_.add(options_.format == ExportFormat::Csv ? csv_row(row) : json_line(row));
      ++summary_.frames;
    }
    ++summary_.clips;
  }

  ExportSummary finish(const curate::LicencePolicy& policy) {
    folder_.close(rows_);
    summary_.left_out = selection_.left_out;
    folder_.write("dataset.json", dataset_json(dataset_, selection_, options_, policy, summary_));
    folder_.write("LICENCES.md", licences_markdown(selection_, sources_, licence_lookup(dataset_)));
    folder_.publish();
    return std::move(summary_);
  }

 private:
  const model::Source& source_of(const catalog::Unit& unit) {
    const std::pair<std::string, std::string> key(unit.manifest, unit.source);
    const auto found = sources_.find(key);
    if (found != sources_.end()) return found->second;
    std::optional<model::Source> source = catalog::find_source(dataset_.catalog(), unit.manifest, unit.source);
    if (!source) source.emplace().id = unit.source;
    return sources_.emplace(key, std::move(*source)).first->second;
  }

  void place(const ClipFacts& facts, const model::Frame& frame) {
    const fs::path from = dataset_.folder_of(facts.set) / model::frame_name(frame.picture, facts.format);
    const base::Descriptor file = base::open_to_read(from);
    const base::Digest digest = base::sha256_of_descriptor(file.get());
    // What goes out is what the catalog describes, or nothing does.
    if (digest != frame.file) {
      throw Error(Code::Corrupt,
                  fmt::format("'{}' is not the picture that was imported: run 'sonoset fsck --deep'", from.string()));
    }
    if (folder_.place(file, from, frame_path(facts, frame), digest, options_.link)) ++summary_.linked;
  }

  curate::Dataset& dataset_;
  const ExportOptions& options_;
  const Selection& selection_;
  NewFolder& folder_;
  NewFolder::Stream rows_;
  std::optional<curate::Folds> folds_;
  Sources sources_;
  ExportSummary summary_;
};

}  // namespace

ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options) {
  const curate::LicencePolicy policy = curate::LicencePolicy::parse(options.licences, licence_lookup(dataset));
  const Selection selection = select(dataset, options, policy);
  NewFolder folder(options.out);
  Exporter exporter(dataset, options, selection, folder);
  for (const catalog::Unit& unit : selection.units) exporter.add_clip(unit);
  return exporter.finish(policy);
}

}  // namespace publish
