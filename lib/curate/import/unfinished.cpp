#include "curate/import/unfinished.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "catalog/clips.h"
#include "catalog/work.h"
#include "curate/derive.h"
#include "curate/import/make_again.h"
#include "curate/label/crop.h"
#include "curate/label/decided_crops.h"
#include "curate/label/decision_lines.h"
#include "curate/label/decisions.h"

namespace curate {
namespace {

bool is_made(Dataset& dataset, const model::Clip& wanted, const catalog::ClipRow& row) {
  const auto work = catalog::find_work(dataset.catalog(), wanted.id);
  const bool same = row.clip.region == wanted.region && row.clip.window == wanted.window &&
                    row.clip.auto_region == wanted.auto_region;
  return same && work && work->state != catalog::State::Planned;
}

/// By manifest, the clips that a decision ever cropped.
std::map<std::string, std::map<std::string, catalog::ClipRow>> cropped_clips(
    Dataset& dataset, const std::vector<catalog::Decision>& decisions) {
  std::map<std::string, std::map<std::string, catalog::ClipRow>> cropped;
  for (const catalog::Decision& decision : decisions) {
    const std::string clip = cropped_clip(decision);
    auto row = clip.empty() ? std::nullopt : catalog::find_clip(dataset.catalog(), clip);
    if (!row) continue;
    const std::string manifest = row->manifest;
    cropped[manifest].emplace(clip, *std::move(row));
  }
  return cropped;
}

}  // namespace

Unfinished unfinished_decisions(Dataset& dataset) {
  Unfinished unfinished;
  std::vector<catalog::Decision> decisions = kept_decisions(dataset.catalog());
  const std::set<catalog::Decision> kept(decisions.begin(), decisions.end());
  for (auto& [line, decision] : read_decisions(dataset.decisions_file()).decisions) {
    if (kept.contains(as_kept(decision))) continue;
    unfinished.decisions = true;
    decisions.push_back(std::move(decision));
  }
  for (const auto& [manifest, rows] : cropped_clips(dataset, decisions)) {
    const std::vector<manifest::Manifest> decided = with_decided_crops(dataset, {manifest_copy(dataset, manifest)});
    for (const model::Clip& wanted : decided.front().clips) {
      const auto row = rows.find(wanted.id);
      if (row != rows.end() && !is_made(dataset, wanted, row->second)) unfinished.clips.insert(wanted.id);
    }
  }
  return unfinished;
}

void finish_decisions(Dataset& dataset, const ImportOptions& options) {
  derive(dataset);
  const std::set<std::string> clips = unfinished_decisions(dataset).clips;
  if (!clips.empty()) make_again(dataset, clips, options);
}

}  // namespace curate
