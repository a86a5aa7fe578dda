#include "curate/link.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "catalog/screens.h"
#include "curate/duplicates/duplicates.h"
#include "curate/label/decisions.h"
#include "curate/label/label_conflicts.h"
#include "curate/sectors/sector_votes.h"
#include "curate/split/links.h"

namespace curate {
namespace {

using Findings = std::map<std::string, std::vector<model::Finding>>;  // by clip

void put(catalog::Catalog& catalog, Findings found) {
  for (const model::FindingCode& code : model::finding_codes()) {
    if (code.origin != model::Origin::Links) continue;
    for (const std::string& clip : catalog::ids_with_finding(catalog, "clip", code.code)) found[clip];
  }
  for (const auto& [clip, findings] : found) {
    catalog::put_findings(catalog, model::Origin::Links, "clip", clip, findings);
  }
}

}  // namespace

void link(Dataset& dataset) {
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  const std::vector<catalog::ClipRow> clips = catalog::clips(catalog);
  std::vector<model::Link> links = make_links(clips, catalog::same_as(catalog));
  const std::vector<AskedClip> asked = asked_clips(catalog);
  Recognised recognised = recognise(asked, {});
  links.insert(links.end(), recognised.links.begin(), recognised.links.end());
  catalog::put_links(catalog, model::link_kinds(), links);
  Findings found = label_conflicts(clips, links, nominal_axes(dataset));
  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto& findings = found[asked[i].clip.clip];
    findings.insert(findings.end(), recognised.findings[i].begin(), recognised.findings[i].end());
  }
  for (SectorProposal& proposal : sector_votes(catalog::screens(catalog))) {
    found[proposal.finding.id].push_back(std::move(proposal.finding));
  }
  put(catalog, std::move(found));
  transaction.commit();
}

void drop_dismissed_links(Dataset& dataset) {
  catalog::Catalog& catalog = dataset.catalog();
  const std::set<std::string> pictures = catalog::ids_with_resolved_finding(catalog, "clip", kNearDuplicate);
  std::set<std::string> names;
  for (const std::string& clip : catalog::ids_with_resolved_finding(catalog, "clip", kSubjectsAlike)) {
    if (const auto row = catalog::find_clip(catalog, clip)) names.insert(alike_name(*row));
  }
  if (pictures.empty() && names.empty()) return;
  for (const model::Link& link : catalog::links(catalog)) {
    // The finding is about the later of two clips.
    const bool dismissed = link.kind == model::LinkKind::NearDuplicate
                               ? pictures.contains(link.second)
                               : link.kind == model::LinkKind::AlikeName && names.contains(link.key);
    if (dismissed) catalog::remove_link(catalog, link);
  }
}

}  // namespace curate
