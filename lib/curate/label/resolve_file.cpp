#include "curate/label/resolve_file.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/error.h"
#include "base/names.h"
#include "base/text.h"
#include "curate/label/csv_columns.h"
#include "curate/label/decisions.h"
#include "manifest/csv.h"
#include "manifest/text.h"

namespace curate {
namespace {

constexpr auto kAnswers = base::names<Answer>({{Answer::Accept, "accept"}, {Answer::Dismiss, "dismiss"}});

// The last six are those of `list findings`, so that its output can be filled in.
constexpr const char* kAnswerColumns[] = {"code",  "id",   "answer",   "by",          "reason",    "message",
                                          "about", "next", "severity", "resolved_by", "resolution"};
enum AnswerColumn : std::size_t { kCode, kId, kAnswer, kBy, kReason, kMessage, kResolvedBy = 9 };
constexpr std::size_t kNeededForAnswers = 2;

/// Turns rows into answers, and collects what is wrong.
class AnswerReader {
 public:
  AnswerReader(const manifest::CsvTable& table, std::optional<Answer> otherwise, const Author& author)
      : table_(table),
        places_(places_of(table, kAnswerColumns, kNeededForAnswers)),
        otherwise_(otherwise),
        author_(author) {
    read_.file = table.file;
  }

  ResolveRows read() && {
    if (!places_[kAnswer] && !otherwise_) {
      throw base::Error(
          base::Code::InvalidInput,
          fmt::format("{}:1: no column 'answer'; fill it with accept or dismiss, or add --accept", table_.file));
    }
    for (const manifest::CsvRow& row : table_.rows) {
      if (const std::string wrong = take(row); !wrong.empty()) {
        problems_.push_back({table_.file, row.line, 0, "", wrong});
      }
    }
    if (!problems_.empty()) refuse_rows(std::move(problems_));
    return std::move(read_);
  }

 private:
  std::string cell(const manifest::CsvRow& row, AnswerColumn column, const std::string& otherwise = "") const {
    const std::string text = cell_at(row, places_[column]);
    return text.empty() ? otherwise : text;
  }

  // Why the row cannot be used; empty: it can.
  std::string take(const manifest::CsvRow& row) {
    if (!row.wrong.empty()) return row.wrong;
    const std::string said = cell(row, kAnswer);
    std::optional<Answer> answer = base::value_of(kAnswers, said);
    if (!answer && !said.empty()) return fmt::format("unknown answer '{}' (one of: accept, dismiss)", said);
    if (!answer && cell(row, kResolvedBy).empty()) answer = otherwise_;
    if (!answer) {
      ++read_.without_answer;
      return "";
    }
    const ResolveRow taken{row.line,
                           present_name(cell(row, kCode)),
                           cell(row, kId),
                           *answer,
                           {cell(row, kBy, author_.who), cell(row, kReason, author_.why)},
                           cell(row, kMessage)};
    if (const std::string wrong = why_not(taken); !wrong.empty()) return wrong;
    const auto [first, is_new] = given_.try_emplace({taken.code, taken.id}, taken.line, taken.answer);
    if (is_new) read_.rows.push_back(taken);
    if (is_new || first->second.second == taken.answer) return "";
    return fmt::format("'{}' here, but '{}' on line {}", to_string(taken.answer), to_string(first->second.second),
                       first->second.first);
  }

  static std::string why_not(const ResolveRow& row) {
    if (row.code.empty()) return "no code";
    if (model::find_finding_code(row.code) == nullptr) {
      std::vector<std::string> known;
      for (const model::FindingCode& code : model::finding_codes()) known.emplace_back(code.code);
      return fmt::format("unknown code '{}'{}; see schema/findings.md", row.code, base::did_you_mean(row.code, known));
    }
    if (row.author.who.empty()) return "no author; fill column 'by', or add --by NAME";
    if (row.author.why.empty()) return "no reason; fill column 'reason', or add --why TEXT";
    for (const std::string& text : {row.id, row.author.who, row.author.why}) {
      if (const auto bad = manifest::find_bad_byte(text)) return bad->what;
    }
    return "";
  }

  const manifest::CsvTable& table_;
  CsvPlaces places_;
  std::optional<Answer> otherwise_;
  const Author& author_;
  ResolveRows read_;
  std::vector<manifest::Problem> problems_;
  std::map<std::pair<std::string, std::string>, std::pair<int, Answer>> given_;  // by code and id: line, answer
};

}  // namespace

std::string_view to_string(Answer answer) { return base::name_of(kAnswers, answer); }

ResolveRows read_answers(std::string_view text, const std::string& file, std::optional<Answer> otherwise,
                         const Author& author) {
  const manifest::ParsedCsv parsed = manifest::read_csv(text, file);
  if (!parsed.table) throw manifest::error_of(base::Code::InvalidInput, "", parsed.problems);
  return AnswerReader(*parsed.table, otherwise, author).read();
}

}  // namespace curate
