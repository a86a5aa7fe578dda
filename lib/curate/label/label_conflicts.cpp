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

// The clips that each file serves, by what says so.
std::map<std::pair<model::LinkKind, std::string>, std::set<std::string>> clips_by_file(
    const std::vector<model::Link>& links) {
  std::map<std::pair<model::LinkKind, std::string>, std::set<std::string>> files;
  for (const model::Link& link : links) {
    if (link.kind != model::LinkKind::Object && link.kind != model::LinkKind::MediaUrl) continue;
    files[{link.kind, link.key}].insert({link.first, link.second});
  }
  return files;
}

model::Finding finding(const std::string& clip, const std::string& axis, const std::string& value,
                       const std::string& other, const std::string& its) {
  return {kLabelConflict, "clip", clip,
          fmt::format("{} is {} here, and {} in '{}' of the same file", axis, value, its, other)};
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

}  // namespace

std::map<std::string, std::vector<model::Finding>> label_conflicts(const std::vector<catalog::ClipRow>& clips,
                                                                   const std::vector<model::Link>& links,
                                                                   const NominalAxes& nominal) {
  std::map<std::string, std::vector<model::Finding>> found;
  const auto files = clips_by_file(links);
  if (files.empty()) return found;
  std::map<std::string, Values> said;
  for (const catalog::ClipRow& row : clips) said.emplace(row.clip.id, values_of(row, nominal));
  std::set<std::pair<std::string, std::string>> noted;  // clip and axis
  for (const auto& [file, members] : files) {
    // On each axis, the first clip of each value: enough to find for every clip one that differs.
    std::map<std::string, std::map<std::string, std::string>> first;
    for (const std::string& clip : members) {
      for (const auto& [axis, value] : said[clip]) first[axis].emplace(value, clip);
    }
    for (const std::string& clip : members) {
      for (const auto& [axis, value] : said[clip]) {
        const auto other =
            std::ranges::find_if(first[axis], [&, mine = &value](const auto& one) { return one.first != *mine; });
        if (other == first[axis].end() || !noted.emplace(clip, axis).second) continue;
        found[clip].push_back(finding(clip, axis, value, other->second, other->first));
      }
    }
  }
  return found;
}

std::map<std::string, std::vector<model::Finding>> label_conflicts(const std::vector<catalog::ClipRow>& clips,
                                                                   const NominalAxes& nominal) {
  return label_conflicts(clips, make_links(clips, {}), nominal);
}

void put_label_conflicts(Dataset& dataset, const std::vector<catalog::ClipRow>& clips,
                         const std::vector<model::Link>& links) {
  catalog::Catalog& catalog = dataset.catalog();
  auto now = label_conflicts(clips, links, nominal_axes(dataset));
  for (const std::string& id : catalog::ids_with_finding(catalog, "clip", kLabelConflict))
    now.emplace(id, std::vector<model::Finding>{});
  for (const auto& [clip, conflicts] : now) {
    catalog::put_findings(catalog, model::Origin::Links, "clip", clip, conflicts);
  }
}

}  // namespace curate
