#include "curate/label/label_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "catalog/label_in_effect.h"
#include "catalog/labels.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "curate/label/undo.h"

namespace curate {
namespace {

using catalog::Decision;

/// The labels of clips, as they are now and as they will be.
class Labels {
 public:
  explicit Labels(Dataset& dataset) : dataset_(dataset) {}

  /// Those of the row's clip on its axis, with the changes made so far.
  std::vector<model::Label>& of(const LabelRow& row) { return said(row).labels; }

  /// Whether the row repeats what it would replace.
  bool is_said(const LabelRow& row) {
    const auto& last = said(row).last;
    const auto found = last.find(replaced_by(row.label));
    return found != last.end() && found->second.by == row.label.by && found->second.value == row.label.value;
  }

  void say(const LabelRow& row) { said(row).add(row.label); }

  void complete(std::vector<LabelChange>& changes) const {
    std::map<ClipAxis, std::string> after;
    for (const auto& [key, said] : said_) after.emplace(key, catalog::label_in_effect(said.labels).value_or(""));
    for (LabelChange& change : changes) {
      const ClipAxis key(change.row.clip, change.row.label.axis);
      change.before = said_.at(key).before;
      change.after = after.at(key);
    }
  }

 private:
  using ClipAxis = std::pair<std::string, std::string>;
  using Replaced = std::pair<model::Role, std::string>;

  // A new label replaces an annotator's own, or the last curator's.
  static Replaced replaced_by(const model::Label& label) {
    return {label.role, label.role == model::Role::Curator ? std::string() : label.by};
  }

  struct Said {
    std::vector<model::Label> labels;
    std::map<Replaced, model::Label> last;
    std::string before;  // the value in effect at first

    void add(const model::Label& label) {
      labels.push_back(label);
      last.insert_or_assign(replaced_by(label), label);
    }
  };

  Said& said(const LabelRow& row) {
    const auto [known, is_new] = said_.try_emplace({row.clip, row.label.axis});
    if (is_new) {
      const auto labels = catalog::labels_of(dataset_.catalog(), row.clip, row.label.axis);
      for (const model::Label& label : labels) known->second.add(label);
      known->second.before = catalog::label_in_effect(labels).value_or("");
    }
    return known->second;
  }

  Dataset& dataset_;
  std::map<ClipAxis, Said> said_;
};

}  // namespace

LabelPlan plan_labels(Dataset& dataset, const std::vector<LabelRow>& rows) {
  LabelPlan plan;
  Labels labels(dataset);
  for (const LabelRow& row : rows) {
    if (labels.is_said(row)) {
      ++plan.unchanged;
      continue;
    }
    labels.say(row);
    plan.changes.push_back({row, "", ""});
    plan.decisions.push_back(label_decision(row.clip, row.label));
  }
  labels.complete(plan.changes);
  return plan;
}

LabelPlan plan_undo(Dataset& dataset, const std::vector<LabelRow>& rows, const Author& author) {
  check(author);
  // The last decision in effect of each kind.
  std::map<std::tuple<std::string, std::string, std::string>, Decision> last;  // author, what, kind
  const std::vector<Decision> kept = kept_decisions(dataset.catalog());
  const std::set<Decision> undone = undone_decisions(kept);
  for (const Decision& decision : kept) {
    if (!undone.contains(decision)) last.insert_or_assign({decision.who, decision.what, decision.kind}, decision);
  }
  LabelPlan plan;
  Labels labels(dataset);
  for (const LabelRow& row : rows) {
    const Decision same = label_decision(row.clip, row.label);
    const auto target = last.find({same.who, same.what, same.kind});
    if (target == last.end()) {
      ++plan.unchanged;
      continue;
    }
    std::vector<model::Label>& said = labels.of(row);
    const auto mine = std::find_if(said.rbegin(), said.rend(), [&](const model::Label& one) {
      return one.role == row.label.role && one.by == row.label.by && one.value == row.label.value;
    });
    if (mine != said.rend()) said.erase(std::next(mine).base());
    plan.changes.push_back({row, "", ""});
    plan.decisions.push_back(undo_decision(target->second, author));
  }
  labels.complete(plan.changes);
  return plan;
}

}  // namespace curate
