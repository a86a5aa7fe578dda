#include "list_table.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace {

using publish::ColumnFit;
using Cut = ColumnFit::Cut;

/// Stands for the column with the labels of the main axis, which is called by the axis.
constexpr const char* kLabel = "";

/// A kind's columns, the most important first.
struct KindFit {
  std::string_view kind;
  std::size_t essential;  ///< so many of them name a row
  std::vector<ColumnFit> columns;
};

const std::vector<KindFit>& kind_fits() {
  static const std::vector<KindFit> kFits = {
      {"clips", 1, {{"clip"},          {"state"},      {kLabel},
                    {"frames"},        {"subject"},    {"reason"},
                    {"findings"},      {"source"},     {"duration_s"},
                    {"case"},          {"licence"},    {"path", Cut::Middle},
                    {"codec"},         {"width"},      {"height"},
                    {"pictures"},      {"rate_hz"},    {"manifest"},
                    {"probe"},         {"object"},     {"url", Cut::Middle},
                    {"container"},     {"grey"},       {"recipe"},
                    {"sample_aspect"}, {"field_order"}}},
      {"frames",
       2,
       {{"clip"},
        {"picture"},
        {"time_s"},
        {"width"},
        {"height"},
        {"sharpness"},
        {"brightness"},
        {"file", Cut::Middle},
        {"channels"},
        {"hash"},
        {"pixels"},
        {"pts"},
        {"time_source"}}},
      {"sources",
       1,
       {{"source"},
        {"licence"},
        {"clips"},
        {"title", Cut::End},
        {"manifest"},
        {"url", Cut::Middle},
        {"terms", Cut::End},
        {"citation", Cut::End},
        {"licence_url", Cut::Middle}}},
      {"subjects", 1, {{"subject"}, {"clips"}, {"frames"}, {"manifest"}, {"same_as"}}},
      {"findings",
       2,
       {{"id"},
        {"code"},
        {"severity"},
        {"message", Cut::End},
        {"resolved_by", Cut::End},
        {"next", Cut::End},
        {"about"},
        {"resolution", Cut::End}}},
      {"labels", 3, {{"clip"}, {"axis"}, {"value"}, {"in_effect"}, {"role"}, {"by", Cut::End}, {"evidence", Cut::End}}},
      {"labels by clip",
       2,
       {{"clip"},
        {"axis"},
        {"value"},
        {"annotators"},
        {"unanimous"},
        {"annotations", Cut::End},
        {"curator"},
        {"manifest"}}},
      {"links", 3, {{"kind"}, {"first"}, {"second"}, {"key", Cut::Middle}}},
      {"splits", 1, {{"split"}, {"folds"}, {"by"}, {"clips"}, {"groups"}, {"stale"}, {"axis"}, {"seed"}, {"digest"}}},
  };
  return kFits;
}

bool is_digest(const catalog::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr && text->size() == 64 && text->find_first_not_of("0123456789abcdef") == std::string::npos;
}

// The label's column by its name: the one that no kind has.
std::string label_column(const std::vector<std::string>& columns, const std::vector<ColumnFit>& known) {
  const auto found = std::ranges::find_if(columns, [&known](const std::string& column) {
    return std::ranges::find(known, column, &ColumnFit::name) == known.end();
  });
  return found != columns.end() ? *found : kLabel;
}

}  // namespace

catalog::Table for_people(const catalog::Table& table) {
  catalog::Table narrow;
  narrow.rows.resize(table.rows.size());
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const bool empty = std::ranges::all_of(
        table.rows, [&](const auto& row) { return std::holds_alternative<std::monostate>(row[column]); });
    if (empty && !table.rows.empty()) continue;
    narrow.columns.push_back(table.columns[column]);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const catalog::Cell& cell = table.rows[i][column];
      narrow.rows[i].push_back(is_digest(cell) ? std::get<std::string>(cell).substr(0, 12) : cell);
    }
  }
  return narrow;
}

publish::FittedText list_text(const std::string& kind, const std::string& sort, const catalog::Table& table,
                              int width) {
  const auto fit = std::ranges::find(kind_fits(), kind, &KindFit::kind);
  if (fit == kind_fits().end()) return {publish::to_text(table), table.columns.size()};
  std::vector<ColumnFit> columns = fit->columns;
  const std::string label = label_column(table.columns, columns);
  for (ColumnFit& column : columns) {
    if (column.name == kLabel) column.name = label;
  }
  const auto sorted = std::ranges::find(columns, sort, &ColumnFit::name);
  const auto after = columns.begin() + static_cast<std::ptrdiff_t>(fit->essential);
  if (!sort.empty() && sorted != columns.end() && sorted > after) std::rotate(after, sorted, sorted + 1);
  return publish::to_text(table, columns, fit->essential, width);
}
