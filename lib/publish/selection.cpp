#include "publish/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/decisions.h"
#include "catalog/entries.h"
#include "catalog/work.h"
#include "curate/split/stale_splits.h"
#include "manifest/licence.h"

namespace publish {
namespace {

using base::Code;
using base::Error;

/// Why a clip has no frames.
std::string reason_of(const catalog::Work& work) {
  if (work.state == catalog::State::Failed) return "failed: " + work.reason;
  return "not imported yet";
}

[[noreturn]] void refuse_empty(const Selection& selection, const curate::LicencePolicy& policy) {
  std::string text = fmt::format("nothing to export under the policy '{}'", policy.text());
  if (selection.left_out.empty()) text += ": the dataset has no clips; import some first";
  for (const auto& [reason, clips] : selection.left_out) text += fmt::format("; {} clips: {}", clips.size(), reason);
  throw Error(Code::InvalidInput, text);
}

}  // namespace

curate::LicenceLookup licence_lookup(curate::Dataset& dataset) {
  return [&dataset](std::string_view manifest, std::string_view id) -> std::optional<model::Licence> {
    if (std::optional<model::Licence> known = manifest::spdx_licence(id)) return known;
    return catalog::find_licence(dataset.catalog(), manifest, id);
  };
}

curate::Pictures pictures_of(curate::Dataset& dataset) {
  return [&dataset](std::string_view clip) {
    std::vector<std::int64_t> pictures;
    if (const std::optional<model::FrameSet> set = catalog::current_frame_set(dataset.catalog(), clip)) {
      for (const model::Frame& frame : set->frames) pictures.push_back(frame.picture);
    }
    return pictures;
  };
}

Selection select(curate::Dataset& dataset, const ExportOptions& options, const curate::LicencePolicy& policy) {
  Selection selection;
  selection.axis = "diagnosis";
  if (!options.split.empty()) {
    selection.split = curate::find_split(dataset.catalog(), options.split);
    selection.axis = selection.split->parameters.axis;
  }
  if (!options.axis.empty()) selection.axis = options.axis;
  std::optional<curate::Folds> folds;
  if (selection.split) folds.emplace(*selection.split);

  std::vector<catalog::Unit> units = catalog::units(dataset.catalog(), selection.axis);
  if (selection.split) {
    const std::vector<model::Link> links = catalog::links(dataset.catalog());
    const std::string& axis = selection.split->parameters.axis;
    curate::check_fit(dataset.catalog(), *selection.split,
                      axis == selection.axis ? units : catalog::units(dataset.catalog(), axis), links);
    selection.leaks = curate::check_leaks(*selection.split, units, links, pictures_of(dataset));
  }
  for (const catalog::Work& work : catalog::work(dataset.catalog())) {
    if (work.state != catalog::State::Done) selection.left_out[reason_of(work)].push_back(work.clip);
  }
  const curate::LicenceLookup lookup = licence_lookup(dataset);
  for (catalog::Unit& unit : units) {
    if (const auto refusal = policy.refusal(unit.manifest, unit.licence, lookup)) {
      selection.left_out["licence: " + *refusal].push_back(unit.clip);
    } else if (options.labelled_only && unit.value.empty()) {
      selection.left_out[fmt::format("no label on axis '{}'", selection.axis)].push_back(unit.clip);
    } else if (folds && !folds->group(unit.clip)) {
      selection.left_out[fmt::format("not in split '{}'", options.split)].push_back(unit.clip);
    } else {
      selection.units.push_back(std::move(unit));
    }
  }
  for (auto& [reason, clips] : selection.left_out) std::sort(clips.begin(), clips.end());
  if (selection.units.empty()) refuse_empty(selection, policy);
  return selection;
}

}  // namespace publish
