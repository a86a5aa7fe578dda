#include "curate/label/label_conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/manifests.h"
#include "curate/label/taxonomies.h"
#include "curate/split/links.h"

namespace curate {
namespace {

constexpr const char* kLabelConflict = "label-conflict";

using Values = std::map<std::string, std::string>;  // by axis

Values values_of(const catalog::ClipRow& row, const NominalAxes& nominal) {
  Values values;
  const auto axes = nominal.find(row.manifest);
  if (axes == nominal.end()) return values;
  for (const model::Label& label : row.manifest_says) {
    if (label.role == model::Role::Manifest && axes->second.count(label.axis) > 0) values[label.axis] = label.value;
  }
  return values;
}

/// Clips of one "file" or "recording".
struct Shared {
  const char* what;
  std::set<std::string> clips;
};

// The clips of each file, then those of each recording.
std::vector<Shared> shared_by(const std::vector<model::Link>& links) {
  std::map<std::pair<model::LinkKind, std::string>, std::set<std::string>> files;
  std::map<std::string, std::string> recording;  // a clip's parent; a root is its own
  const auto root = [&](std::string clip) {
    while (recording.emplace(clip, clip).first->second != clip) clip = recording[clip];
    return clip;
  };
  for (const model::Link& link : links) {
    if (link.kind == model::LinkKind::Object || link.kind == model::LinkKind::MediaUrl) {
      files[{link.kind, link.key}].insert({link.first, link.second});
    } else if (link.kind == model::LinkKind::Packets || link.kind == model::LinkKind::Pixels) {
      const auto [first, second] = std::minmax({root(link.first), root(link.second)});
      recording[second] = first;
    }
  }
  std::vector<Shared> all;
  for (auto& [key, clips] : files) all.push_back({"file", std::move(clips)});
  std::map<std::string, std::set<std::string>> recordings;
  for (const auto& [clip, neighbour] : recording) recordings[root(clip)].insert(clip);
  for (auto& [first, clips] : recordings) all.push_back({"recording", std::move(clips)});
  return all;
}

model::Finding finding(const std::string& clip, const std::string& axis, const std::string& value,
                       const std::string& other, const std::string& its, const char* what) {
  return {kLabelConflict, "clip", clip,
          fmt::format("{} is {} here, but {} in '{}' of the same {}", axis, value, its, other, what)};
}

}  // namespace

std::map<std::string, std::vector<model::Finding>> label_conflicts(const std::vector<catalog::ClipRow>& clips,
                                                                   const std::vector<model::Link>& links,
                                                                   const NominalAxes& nominal) {
  std::map<std::string, std::vector<model::Finding>> found;
  const std::vector<Shared> all = shared_by(links);
  if (all.empty()) return found;
  std::map<std::string, Values> said;
  for (const catalog::ClipRow& row : clips) said.emplace(row.clip.id, values_of(row, nominal));
  std::set<std::pair<std::string, std::string>> noted;  // clip and axis
  for (const auto& [what, members] : all) {
    // The first clip of each value on each axis: enough to find a clip that differs.
    std::map<std::string, std::map<std::string, std::string>> first;
    for (const std::string& clip : members) {
      for (const auto& [axis, value] : said[clip]) first[axis].emplace(value, clip);
    }
    for (const std::string& clip : members) {
      for (const auto& [axis, value] : said[clip]) {
        const auto other =
            std::ranges::find_if(first[axis], [&, mine = &value](const auto& one) { return one.first != *mine; });
        if (other == first[axis].end() || !noted.emplace(clip, axis).second) continue;
        found[clip].push_back(finding(clip, axis, value, other->second, other->first, what));
      }
    }
  }
  return found;
}

NominalAxes nominal_axes(Dataset& dataset) {
  NominalAxes nominal;
  for (const catalog::ManifestRow& row : catalog::manifests(dataset.catalog())) {
    for (const manifest::Axis& axis : taxonomy_of(dataset, row.name).axes) {
      if (axis.kind == manifest::AxisKind::Nominal) nominal[row.name].insert(axis.id);
    }
  }
  return nominal;
}

}  // namespace curate
