#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// Frames as they are, and a table with a row for each, for training:
///
///   frames.csv | frames.jsonl  a row a frame, by clip and picture; columns: FrameTable
///   frames-train.csv …         the same rows by the names of their folds, where these have names
///   frames/CLIP/000012.png     the pictures
///   dataset.json               what it is: split and its leaks, catalog digest, counts, policy, what was left out, why
///   LICENCES.md                every licence and source in it, with what they ask for
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
