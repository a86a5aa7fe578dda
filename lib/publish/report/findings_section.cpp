#include "publish/report/findings_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "catalog/findings.h"
#include "model/finding.h"
#include "publish/looked_for.h"

namespace publish {
namespace {

constexpr std::size_t kFindingsShown = 60;

}  // namespace

ReportSection findings_section(const ReportData& data) {
  ReportSection section{"findings", "Findings", {}};
  std::vector<catalog::FindingCount> counts = catalog::finding_counts(data.catalog());
  if (counts.empty() && data.units.empty()) {
    section.say("No clip was imported, so nothing was checked.");
    return section;
  }
  section.say(text_looked_for(data.status.text));
  section.say(metadata_looked_for(data.status.metadata));
  if (counts.empty()) {
    section.say(
        "The checks of imports found nothing. They cover the files, the frames and the labels, not whether a "
        "label is true.");
    return section;
  }
  std::ranges::stable_sort(counts, [](const catalog::FindingCount& a, const catalog::FindingCount& b) {
    const model::Severity left = model::finding_code(a.code).severity;
    const model::Severity right = model::finding_code(b.code).severity;
    return left != right ? left > right : a.open > b.open;
  });
  html::Table table{"What was noticed, and what to do about it",
                    {"finding", "severity", "open", "resolved", "meaning", "next step", "for example"},
                    {}};
  table.has_sentences = true;
  std::int64_t open = 0;
  std::int64_t resolved = 0;
  for (const catalog::FindingCount& count : counts) {
    open += count.open;
    resolved += count.resolved;
    if (table.rows.size() == kFindingsShown) continue;
    const model::FindingCode& code = model::finding_code(count.code);
    table.rows.push_back({cell(count.code), std::string(model::to_string(code.severity)), std::to_string(count.open),
                          std::to_string(count.resolved), std::string(code.meaning),
                          count.open > 0 ? std::string(code.next) : "",
                          count.example.empty() ? "" : cell(count.example)});
  }
  section.say(fmt::format("{}, {} resolved.", base::counted(open, "open finding"), resolved));
  std::string note = more_rows(counts.size(), table.rows.size(), "codes", "sonoset list findings");
  if (note.empty()) note = "List them with 'sonoset list findings'.";
  section.add(ReportTable{std::move(table), std::move(note)});
  return section;
}

}  // namespace publish
