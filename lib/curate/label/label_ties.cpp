#include "curate/label/label_ties.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <utility>

#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/label_in_effect.h"

namespace curate {
namespace {

constexpr const char* kLabelTie = "label-tie";

model::Finding finding(const std::string& clip, const std::string& axis, const std::set<std::string>& values) {
  return {kLabelTie, "clip", clip, fmt::format("{}: {}", axis, fmt::join(values, ", "))};
}

}  // namespace

std::vector<model::Finding> label_ties(const std::string& clip, const std::vector<model::Label>& labels) {
  std::map<std::string, std::vector<model::Label>> by_axis;
  for (const model::Label& label : labels) by_axis[label.axis].push_back(label);
  std::vector<model::Finding> findings;
  for (const auto& [axis, said] : by_axis) {
    if (catalog::label_in_effect(said)) continue;
    std::set<std::string> values;
    for (const model::Label& label : said) values.insert(label.value);
    findings.push_back(finding(clip, axis, values));
  }
  return findings;
}

void put_label_ties(catalog::Catalog& catalog) {
  std::map<std::string, std::vector<model::Finding>> now;
  for (const std::string& clip : catalog::ids_with_finding(catalog, "clip", kLabelTie)) now[clip];
  for (const auto& [clip, axis, values] : catalog::undecided_labels(catalog)) {
    now[clip].push_back(finding(clip, axis, values));
  }
  for (const auto& [clip, findings] : now) {
    catalog::put_findings(catalog, model::Origin::Person, "clip", clip, findings);
  }
}

}  // namespace curate
