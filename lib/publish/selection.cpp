#include "publish/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clip_summaries.h"
#include "catalog/findings.h"
#include "catalog/list.h"
#include "catalog/work.h"
#include "curate/split/compared.h"
#include "curate/split/folds.h"
#include "curate/split/open_split.h"
#include "curate/split/pictures.h"
#include "model/finding.h"
#include "publish/fold_names.h"

namespace publish {
namespace {

using base::Code;
using base::Error;

/// Why a clip has no frames.
std::string reason_of(const catalog::Work& work) {
  if (work.state == catalog::State::Failed) return "failed: " + work.reason;
  return kNotImported;
}

[[noreturn]] void refuse_empty(const Selection& selection, const curate::LicencePolicy& policy) {
  std::string text = fmt::format("nothing to export with licence policy '{}'", policy.text());
  if (selection.left_out.empty()) text += ": the dataset has no clips; import some first";
  for (const auto& [reason, clips] : selection.left_out) {
    text += fmt::format("; {} left out: {}", base::counted(clips.size(), "clip"), reason);
  }
  throw Error(Code::InvalidInput, text);
}

// Without those whose unread areas a person has looked at.
std::set<std::string> clips_with_unread_text(catalog::Catalog& catalog,
                                             const std::vector<catalog::ClipSummary>& units) {
  const std::set<std::string> looked_at = catalog::ids_with_resolved_finding(catalog, "clip", "text-unread");
  std::set<std::string> clips;
  for (const catalog::ClipSummary& unit : units) {
    const bool partly = unit.text == catalog::Looked::Partly && looked_at.contains(unit.clip);
    if (unit.text != catalog::Looked::Yes && !partly) clips.insert(unit.clip);
  }
  return clips;
}

}  // namespace

std::set<std::string> blocked_clips(catalog::Catalog& catalog) {
  std::set<std::string> clips;
  for (const model::FindingCode& code : model::finding_codes()) {
    if (!code.blocks.redistribution) continue;
    const std::set<std::string> resolved = catalog::ids_with_resolved_finding(catalog, "clip", code.code);
    for (const std::string& id : catalog::ids_with_finding(catalog, "clip", code.code)) {
      if (!resolved.contains(id)) clips.insert(id);
    }
  }
  return clips;
}

Selection select(catalog::Catalog& catalog, const SelectionOptions& options, const curate::LicencePolicy& policy) {
  catalog::Transaction snapshot(catalog);
  Selection selection;
  selection.axis = catalog::main_axis(catalog);
  std::optional<curate::OpenSplit> open;
  std::optional<curate::Folds> folds;
  if (!options.split.empty()) {
    open = curate::open_split(catalog, options.split, options.stale);
    selection.axis = model::axes_of(open->split.parameters).front();
    selection.split = open->split;
    selection.fold_names = open->split.parameters.fold_names;
    folds.emplace(*selection.split);
  }
  if (!options.names.empty()) {
    if (!open) throw Error(Code::InvalidInput, "--names needs a split; add --split NAME");
    selection.fold_names = fold_names(options.names, open->split.parameters);
  }
  const std::optional<std::set<std::string>> chosen = catalog::matching_clips(catalog, options.where);
  for (const catalog::Filter& filter : options.where) selection.where.push_back(filter.column + "=" + filter.value);
  if (!options.axis.empty()) selection.axis = options.axis;
  std::vector<catalog::ClipSummary> units = open && open->split.parameters.axis == selection.axis
                                                ? std::move(open->units)
                                                : catalog::clip_summaries(catalog, selection.axis);
  if (open) {
    selection.leaks = curate::check_leaks(open->split, units, open->links, curate::pictures_of(catalog),
                                          curate::compared_of(catalog, open->split));
  }
  for (const catalog::Work& work : catalog::work(catalog)) {
    if (chosen && !chosen->contains(work.clip)) continue;
    if (work.state != catalog::State::Done) selection.left_out[reason_of(work)].push_back(work.clip);
  }
  const curate::LicenceLookup lookup = curate::licence_lookup(catalog);
  const bool redistributes = policy.kind() == curate::LicencePolicy::Kind::Redistributable;
  const std::set<std::string> blocked = blocked_clips(catalog);
  std::set<std::string> unread;
  if (redistributes && options.whole_pictures) unread = clips_with_unread_text(catalog, units);
  for (catalog::ClipSummary& unit : units) {
    if (!unit.value.empty()) selection.values.insert(unit.value);
    if (chosen && !chosen->contains(unit.clip)) {
      selection.left_out[fmt::format("does not match {}", fmt::join(selection.where, ", "))].push_back(unit.clip);
    } else if (const auto refusal = policy.refusal(unit.manifest, unit.licence, lookup)) {
      selection.left_out["licence: " + *refusal].push_back(unit.clip);
    } else if (redistributes && blocked.contains(unit.clip)) {
      selection.left_out[kBlocked].push_back(unit.clip);
    } else if (unread.contains(unit.clip)) {
      selection.left_out[kTextUnread].push_back(unit.clip);
    } else if (options.labelled_only && unit.value.empty()) {
      selection.left_out[fmt::format("no label on axis '{}'", selection.axis)].push_back(unit.clip);
    } else if (folds && !folds->group(unit.clip)) {
      selection.left_out[fmt::format("not in split '{}'", options.split)].push_back(unit.clip);
    } else {
      selection.blocked += blocked.contains(unit.clip) ? 1 : 0;
      selection.units.push_back(std::move(unit));
    }
  }
  for (auto& [reason, clips] : selection.left_out) std::ranges::sort(clips);
  if (selection.units.empty()) refuse_empty(selection, policy);
  snapshot.commit();
  return selection;
}

}  // namespace publish
