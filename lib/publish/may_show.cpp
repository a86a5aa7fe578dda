#include "publish/may_show.h"

#include <algorithm>
#include <set>
#include <vector>

#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "curate/release/licences.h"
#include "model/finding.h"
#include "publish/selection.h"

namespace publish {
namespace {

bool licence_permits(catalog::Catalog& catalog, const catalog::ClipRow& row) {
  std::string licence = row.clip.licence;
  if (licence.empty()) {
    const auto source = catalog::find_source(catalog, row.manifest, row.clip.source);
    if (source) licence = source->licence;
  }
  const curate::LicenceLookup lookup = curate::licence_lookup(catalog);
  const auto policy = curate::LicencePolicy::parse("redistributable", lookup);
  return !policy.refusal(row.manifest, licence, lookup);
}

bool is_open(const std::vector<catalog::FindingRow>& findings, auto matches) {
  return std::ranges::any_of(
      findings, [&](const catalog::FindingRow& row) { return row.resolved_by.empty() && matches(row.finding.code); });
}

bool was_text_read(catalog::Catalog& catalog, std::string_view clip, const std::vector<catalog::FindingRow>& findings) {
  const auto set = catalog::current_frame_set(catalog, clip);
  return set && set->texts && !is_open(findings, [](const std::string& code) { return code == "text-unread"; });
}

}  // namespace

bool may_show(catalog::Catalog& catalog, std::string_view clip, Shown shown) {
  const auto row = catalog::find_clip(catalog, clip);
  if (!row || !licence_permits(catalog, *row)) return false;
  const std::vector<catalog::FindingRow> findings = catalog::findings(catalog, "clip", clip);
  const bool blocked =
      is_open(findings, [](const std::string& code) { return model::finding_code(code).blocks.redistribution; });
  return !blocked && (shown == Shown::Frames || was_text_read(catalog, clip, findings));
}

catalog::VisibleClips visible_clips(catalog::Catalog& catalog) {
  catalog::VisibleClips visible;
  const curate::LicenceLookup lookup = curate::licence_lookup(catalog);
  const auto policy = curate::LicencePolicy::parse("redistributable", lookup);
  const std::vector<std::string> licences = catalog::licences_of_clips(catalog);
  for (const catalog::ManifestRow& manifest : catalog::manifests(catalog)) {
    for (const std::string& licence : licences) {
      if (!policy.refusal(manifest.name, licence, lookup)) visible.licences.emplace_back(manifest.name, licence);
    }
  }
  for (const model::FindingCode& code : model::finding_codes()) {
    if (!code.blocks.redistribution) continue;
    visible.blocking.emplace_back(code.code);
    if (!code.former.empty()) visible.blocking.emplace_back(code.former);
  }
  return visible;
}

void keep_visible(catalog::Catalog& catalog, std::vector<catalog::ClipSummary>& units) {
  const curate::LicenceLookup lookup = curate::licence_lookup(catalog);
  const auto policy = curate::LicencePolicy::parse("redistributable", lookup);
  const std::set<std::string> blocked = blocked_clips(catalog);
  std::erase_if(units, [&](const catalog::ClipSummary& unit) {
    return blocked.contains(unit.clip) || policy.refusal(unit.manifest, unit.licence, lookup).has_value();
  });
}

}  // namespace publish
