#include "publish/report/agreement_section.h"

#include <fmt/format.h>

#include "base/text.h"
#include "curate/label/agreement.h"

namespace publish {
namespace {

constexpr std::size_t kAgreementsShown = 50;

}  // namespace

ReportSection agreement_section(const ReportData& data) {
  ReportSection section{"agreement", "Agreement of annotators", {}};
  const std::vector<curate::Agreement> all = curate::agreement(data.dataset);
  if (all.empty()) {
    section.say("No clip was labelled by two annotators on one axis, so their agreement is not known.");
    return section;
  }
  html::Table table{"Agreement on the clips that at least two annotators labelled",
                    {"axis", "annotators", "clips", "of one opinion", "measure", "value"},
                    {}};
  table.has_sentences = true;
  for (const curate::Agreement& one : all) {
    if (table.rows.size() == kAgreementsShown) break;
    table.rows.push_back({cell(one.axis), cell(base::some_of(one.annotators, 6), 120), std::to_string(one.clips),
                          share_text(one.unanimous, one.clips), curate::measure_text(one),
                          one.value ? fmt::format("{:.2f}", *one.value) : "undefined"});
  }
  std::string note = more_rows(all.size(), table.rows.size(), "axes", "sonoset list labels");
  if (note.empty()) {
    note =
        "1: they always agree; 0: as often as by chance; undefined: all labels are the same. Labels of manifests and "
        "curators do not count.";
  }
  section.add(ReportTable{.table = std::move(table), .note = std::move(note)});
  return section;
}

}  // namespace publish
