#include "publish/report/report.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "catalog/manifests.h"
#include "publish/report/agreement_section.h"
#include "publish/report/findings_section.h"
#include "publish/report/labels_section.h"
#include "publish/report/links_section.h"
#include "publish/report/media_section.h"
#include "publish/report/overview_section.h"
#include "publish/report/pictures_section.h"
#include "publish/report/runs_section.h"
#include "publish/report/shortcuts_section.h"
#include "publish/report/sources_section.h"
#include "publish/report/split_section.h"

namespace publish {
namespace {

constexpr int kWidestTitle = 200;

std::string title_of(const ReportData& data) {
  if (!data.options.title.empty()) return cell(data.options.title, kWidestTitle);
  const std::vector<catalog::ManifestRow> manifests = catalog::manifests(data.catalog());
  if (manifests.size() == 1 && !manifests.front().title.empty()) return cell(manifests.front().title, kWidestTitle);
  return "Ultrasound dataset";
}

std::string lead_of(const ReportData& data) {
  std::int64_t frames = 0;
  for (const catalog::ClipSummary& unit : data.units) add_to(frames, unit.frames);
  return fmt::format(
      "A dataset of {} with {}, described by sonoset: where the clips are from, what their labels are, "
      "what belongs together, and what could mislead a model.",
      base::counted(data.units.size(), "ultrasound clip"), base::counted(frames, "sampled frame"));
}

CardHead head_of(const ReportData& data) {
  CardHead head;
  std::set<std::string> licences;
  for (const catalog::ClipSummary& unit : data.units) {
    licences.insert(unit.licence);
    add_to(head.frames, unit.frames);
  }
  head.licences.assign(licences.begin(), licences.end());
  head.tags = {"medical", "ultrasound", "sonoset"};
  return head;
}

}  // namespace

Report make_report(curate::Dataset& dataset, const ReportOptions& options) {
  catalog::Transaction snapshot(dataset.catalog());
  const ReportData data = read_report_data(dataset, options);
  Report report{title_of(data), lead_of(data), {}, head_of(data)};
  for (const auto section :
       {overview_section, sources_section, labels_section, media_section, links_section, findings_section,
        agreement_section, shortcuts_section, split_section, runs_section, pictures_section}) {
    report.sections.push_back(section(data));
  }
  snapshot.commit();
  return report;
}

}  // namespace publish
