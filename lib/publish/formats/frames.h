#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// Frames, and a table with one row each, for training:
///
///   frames.csv | frames.jsonl  one row per frame, by clip and picture; columns: FrameTable
///   frames-train.csv …         the same rows by fold name, if folds have names
///   frames/CLIP/000012.png     the pictures
///   dataset.json               split and its leaks, catalog digest, counts, licence policy, what was left out and why
///   LICENCES.md                every licence and source, with their terms
class FramesFormat : public ExportFormat {
 public:
  enum class Rows { Csv, Jsonl };
  explicit FramesFormat(Rows rows) : rows_(rows) {}

  std::string_view name() const override { return rows_ == Rows::Csv ? "csv" : "jsonl"; }
  std::string_view description() const override;
  ExportSummary write(const ExportJob& job) const override;

 private:
  Rows rows_;
};

}  // namespace publish
