#include "publish/formats/export_formats.h"

#include <algorithm>

#include "publish/formats/frames.h"

namespace publish {

const std::vector<const ExportFormat*>& export_formats() {
  static const FramesFormat csv(RowForm::Csv);
  static const FramesFormat jsonl(RowForm::Jsonl);
  static const std::vector<const ExportFormat*> formats = {&csv, &jsonl};
  return formats;
}

const ExportFormat* find_export_format(std::string_view name) {
  const auto& formats = export_formats();
  const auto found = std::ranges::find(formats, name, &ExportFormat::name);
  return found == formats.end() ? nullptr : *found;
}

}  // namespace publish
