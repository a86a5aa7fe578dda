#include "curate/split/stale_splits.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clip_summaries.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/split/groups.h"
#include "curate/split/test_set.h"

namespace curate {
namespace {

constexpr std::size_t kFewNamed = 3;

/// Compares how the dataset would be grouped now with the split.
class Fit {
 public:
  Fit(const model::Split& split, const std::map<std::string, std::string>& values,
      const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links)
      : split_(split), values_(values), units_(units), grouping_(make_groups(units, links, split.parameters)) {}

  Staleness staleness() {
    number_groups();
    if (model::has_test_set(split_.parameters)) {
      of_test_ = groups_of_test_set(units_, grouping_, split_.parameters, &split_);
    }
    for (const std::uint32_t index : grouping_.order) look_at(index);
    for (const model::Group& group : split_.groups) {
      for (const std::string& clip : group.clips) {
        if (group_of_.contains(clip)) went_.push_back(clip);
      }
    }
    std::ranges::sort(went_);
    if (!split_.parameters.file.empty()) {
      for (auto* expected : {&came_, &regrouped_, &relabelled_}) expected->clear();
    }
    std::string text;
    add(text, came_, "added");
    add(text, went_, "removed");
    add(text, regrouped_, "changed group");
    add(text, relabelled_, "changed label");
    return {text, !text.empty() && came_.empty() && went_.empty() && regrouped_.empty()};
  }

 private:
  void number_groups() {
    for (std::size_t i = 0; i < split_.groups.size(); ++i) {
      for (const std::string& clip : split_.groups[i].clips) group_of_.emplace(clip, i);
    }
  }

  // Called for clips in order: the first clip of each group, old and new, identifies it; others must agree.
  void look_at(std::uint32_t index) {
    const catalog::ClipSummary& unit = units_[index];
    const std::uint32_t now = grouping_.group[index];
    if (now == Grouping::kLeftOut) return;
    const auto found = group_of_.find(unit.clip);
    const bool is_of_test = !of_test_.empty() && of_test_[now];
    if (found == group_of_.end()) {
      // The test set does not change unless asked, and what is linked to it is in no other fold.
      if (!is_of_test) came_.push_back(unit.clip);
      return;
    }
    const std::size_t before = found->second;
    group_of_.erase(found);
    const std::string_view first_before = first_before_.emplace(before, unit.clip).first->second;
    const std::string_view first_now = first_now_.emplace(now, unit.clip).first->second;
    const bool left_fold = is_of_test && split_.groups[before].fold + 1 != split_.parameters.folds;
    if (first_before != first_now || left_fold) regrouped_.push_back(unit.clip);
    const auto value = values_.find(unit.clip);
    if (value != values_.end() && value->second != unit.value) relabelled_.push_back(unit.clip);
  }

  static void add(std::string& text, const std::vector<std::string>& clips, std::string_view what) {
    if (clips.empty()) return;
    text += fmt::format("{}{} {} {} ({})", text.empty() ? "" : ", ", clips.size(), clips.size() == 1 ? "clip" : "clips",
                        what, base::some_of(clips, kFewNamed));
  }

  const model::Split& split_;
  const std::map<std::string, std::string>& values_;
  const std::vector<catalog::ClipSummary>& units_;
  Grouping grouping_;
  std::vector<bool> of_test_;  // by group of grouping_; empty: the split has no test set
  std::unordered_map<std::string_view, std::size_t> group_of_;  // never iterated; clips not looked at yet
  std::unordered_map<std::size_t, std::string_view> first_before_;
  std::unordered_map<std::size_t, std::string_view> first_now_;
  std::vector<std::string> came_, went_, regrouped_, relabelled_;
};

}  // namespace

Staleness staleness_of(const model::Split& split, const std::map<std::string, std::string>& values,
                       const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links) {
  return Fit(split, values, units, links).staleness();
}

std::string why_stale(const model::Split& split, const std::map<std::string, std::string>& values,
                      const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links) {
  return staleness_of(split, values, units, links).why;
}

void mark_stale_splits(catalog::Catalog& catalog) {
  const std::vector<std::string> names = catalog::split_names(catalog);
  if (names.empty()) return;
  const std::vector<model::Link> links = catalog::links(catalog);
  std::map<std::string, std::vector<catalog::ClipSummary>> units;  // by axis
  catalog::Transaction transaction(catalog);
  for (const std::string& name : names) {
    const auto split = catalog::find_split(catalog, name);
    const std::string& axis = split->parameters.axis;
    if (!units.contains(axis)) units.emplace(axis, catalog::clip_summaries(catalog, axis));
    catalog::set_stale(catalog, name, why_stale(*split, catalog::split_values(catalog, name), units.at(axis), links));
  }
  transaction.commit();
}

std::vector<std::pair<std::string, std::string>> stale_splits(catalog::Catalog& catalog) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& name : catalog::split_names(catalog)) {
    std::string why = catalog::find_split(catalog, name)->stale;
    if (!why.empty()) all.emplace_back(name, std::move(why));
  }
  return all;
}

}  // namespace curate
