#include "curate/label/label_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "curate/label/csv_columns.h"
#include "curate/label/taxonomies.h"
#include "manifest/csv.h"
#include "manifest/text.h"

namespace curate {
namespace {

constexpr const char* kLabelColumns[] = {"clip", "axis", "value", "by", "evidence"};
constexpr std::size_t kNeededForLabels = 3;

/// Turns rows into labels, and collects what is wrong.
class LabelReader {
 public:
  LabelReader(Dataset& dataset, const manifest::CsvTable& table, model::Role role, const Author& author)
      : dataset_(dataset),
        table_(table),
        places_(places_of(table, kLabelColumns, kNeededForLabels)),
        role_(role),
        author_(author) {}

  std::vector<LabelRow> read() && {
    for (const manifest::CsvRow& row : table_.rows) {
      if (const std::string wrong = take(row); !wrong.empty()) {
        problems_.push_back({table_.file, row.line, 0, "", wrong});
      }
    }
    if (!problems_.empty()) refuse_rows(std::move(problems_));
    return std::move(rows_);
  }

 private:
  std::string cell(const manifest::CsvRow& row, std::size_t column, const std::string& otherwise = "") const {
    const std::string text = cell_at(row, places_[column]);
    return text.empty() ? otherwise : text;
  }

  // Why the row cannot be used; empty: it can.
  std::string take(const manifest::CsvRow& row) {
    if (!row.wrong.empty()) return row.wrong;
    const std::string clip = cell(row, 0);
    const model::Label label{cell(row, 1), cell(row, 2), cell(row, 3, author_.who), cell(row, 4, author_.why), role_};
    if (const std::string wrong = why_not(clip, label); !wrong.empty()) return wrong;
    const auto [first, is_new] = given_.try_emplace({clip, label.axis, label.by}, row.line, label.value);
    if (!is_new) {
      if (first->second.second == label.value) return "";
      return fmt::format("'{}' is '{}' here, but '{}' on line {}", label.axis, label.value, first->second.second,
                         first->second.first);
    }
    rows_.push_back({row.line, clip, label});
    return "";
  }

  std::string why_not(const std::string& clip, const model::Label& label) {
    const auto [manifest, is_new] = manifest_of_.try_emplace(clip);
    if (is_new) {
      if (const auto row = catalog::find_clip(dataset_.catalog(), clip)) manifest->second = row->manifest;
    }
    if (manifest->second.empty()) return fmt::format("no clip '{}'", clip);
    const auto [terms, is_unread] = terms_.try_emplace(manifest->second);
    if (is_unread) terms->second = taxonomy_of(dataset_, manifest->second);
    if (std::string wrong = manifest::why_not(terms->second, label.axis, label.value); !wrong.empty()) return wrong;
    if (label.by.empty()) return "no author; fill column 'by', or add --by NAME";
    if (label.evidence.empty()) return "no evidence; fill column 'evidence', or add --why TEXT";
    for (const std::string& text : {label.by, label.evidence}) {
      if (const auto bad = manifest::find_bad_byte(text)) return bad->what;
    }
    return "";
  }

  Dataset& dataset_;
  const manifest::CsvTable& table_;
  CsvPlaces places_;
  model::Role role_;
  const Author& author_;
  std::vector<LabelRow> rows_;
  std::vector<manifest::Problem> problems_;
  std::map<std::string, std::string> manifest_of_;   // by clip; empty: no such clip
  std::map<std::string, manifest::Taxonomy> terms_;  // by manifest
  std::map<std::tuple<std::string, std::string, std::string>, std::pair<int, std::string>> given_;  // line and value
};

}  // namespace

std::vector<LabelRow> read_labels(Dataset& dataset, std::string_view text, const std::string& file, model::Role role,
                                  const Author& author) {
  const manifest::ParsedCsv parsed = manifest::read_csv(text, file);
  if (!parsed.table) throw manifest::error_of(base::Code::InvalidInput, "", parsed.problems);
  return LabelReader(dataset, *parsed.table, role, author).read();
}

}  // namespace curate
