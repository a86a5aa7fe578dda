#include "publish/split_table.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "catalog/manifests.h"
#include "curate/split/folds.h"
#include "publish/formats/frame_rows.h"
#include "publish/table.h"

namespace publish {
namespace {

using catalog::Cell;

constexpr std::size_t kPiece = std::size_t{64} << 10;

/// Who is to be named, by manifest and source; read once each.
class Attributions {
 public:
  explicit Attributions(catalog::Catalog& catalog) : catalog_(catalog) {}
  const std::string& of(const catalog::ClipSummary& unit) {
    const auto [place, is_new] = known_.try_emplace({unit.manifest, unit.source});
    if (is_new) {
      const auto source = catalog::find_source(catalog_, unit.manifest, unit.source);
      place->second = source ? attribution(*source) : unit.source;
    }
    return place->second;
  }

 private:
  catalog::Catalog& catalog_;
  std::map<std::pair<std::string, std::string>, std::string> known_;
};

std::vector<Cell> split_columns(bool has_names) {
  std::vector<Cell> columns = {"clip", "frames", "fold"};
  if (has_names) columns.emplace_back("split");
  for (const char* name :
       {"group", "label", "subject", "case", "source", "manifest", "licence", "attribution", "probe"}) {
    columns.emplace_back(name);
  }
  return columns;
}

std::vector<Cell> cells_in(const model::Split& split, const catalog::ClipSummary& unit, const model::Group& group,
                           const std::string& attributed) {
  std::vector<Cell> cells = {unit.clip, unit.frames, std::int64_t{group.fold}};
  if (!split.parameters.fold_names.empty()) cells.emplace_back(model::fold_name(split.parameters, group.fold));
  cells.insert(cells.end(),
               {group.clips.front(), text_or_none(unit.value), text_or_none(unit.subject), text_or_none(unit.clip_case),
                unit.source, unit.manifest, text_or_none(unit.licence), attributed, text_or_none(unit.probe)});
  return cells;
}

}  // namespace

void write_split_table(catalog::Catalog& catalog, const model::Split& split,
                       const std::vector<catalog::ClipSummary>& units,
                       const std::function<void(std::string_view)>& write) {
  if (split.parameters.by == model::SplitBy::Frame) {
    throw base::Error(base::Code::Unsupported,
                      fmt::format("split '{}' divides clips into frames; run 'sonoset export csv OUT --split {}'",
                                  split.parameters.name, split.parameters.name));
  }
  const curate::Folds folds(split);
  Attributions attributions(catalog);
  std::string rows = csv_row(split_columns(!split.parameters.fold_names.empty()));
  for (const catalog::ClipSummary& unit : units) {
    const std::optional<std::size_t> group = folds.group(unit.clip);
    if (group) rows += csv_row(cells_in(split, unit, split.groups[*group], attributions.of(unit)));
    if (rows.size() < kPiece) continue;
    write(rows);
    rows.clear();
  }
  write(rows);
}

}  // namespace publish
