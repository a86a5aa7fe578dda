#include "curate/label/resolve_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "base/error.h"
#include "catalog/screens.h"
#include "curate/label/crop_decision.h"
#include "curate/label/csv_columns.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "curate/label/resolve.h"
#include "curate/label/undo.h"
#include "curate/sectors/sector_votes.h"

namespace curate {
namespace {

using catalog::Decision;
using nlohmann::json;

/// The resolutions in effect, in order.
class Resolutions {
 public:
  explicit Resolutions(Dataset& dataset) {
    const std::vector<Decision> kept = kept_decisions(dataset.catalog());
    const std::set<Decision> undone = undone_decisions(kept);
    for (const Decision& decision : kept) {
      if (decision.kind != "resolve" || undone.contains(decision)) continue;
      const json what = json::parse(decision.what);
      by_finding_[{present_name(what.at("code").get<std::string>()), what.at("id").get<std::string>()}].push_back(
          decision);
    }
  }

  /// Those of the row's author that give the row's answer.
  std::vector<Decision> like(const ResolveRow& row) const {
    const auto all = by_finding_.find({row.code, row.id});
    std::vector<Decision> same;
    if (all == by_finding_.end()) return same;
    for (const Decision& decision : all->second) {
      const bool accepts = crop_of(decision).has_value();
      if (decision.who == row.author.who && accepts == (row.answer == Answer::Accept)) same.push_back(decision);
    }
    return same;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Decision>> by_finding_;
};

/// Turns answers into decisions, and collects what is wrong.
class ResolvePlanner {
 public:
  explicit ResolvePlanner(Dataset& dataset) : dataset_(dataset), said_(dataset) {}

  ResolvePlan plan(const ResolveRows& rows) && {
    plan_.without_answer = rows.without_answer;
    std::vector<manifest::Problem> problems;
    for (const ResolveRow& row : rows.rows) {
      const std::string wrong = take(row);
      if (wrong.empty()) continue;
      if (row.line == 0) throw base::Error(base::Code::InvalidInput, wrong);
      problems.push_back({rows.file, row.line, 0, "", wrong});
    }
    if (!problems.empty()) refuse_rows(std::move(problems));
    return std::move(plan_);
  }

 private:
  // Why the row cannot be used; empty: it can.
  std::string take(const ResolveRow& row) {
    if (row.answer == Answer::Accept && row.code != kSectorDiffers) {
      return fmt::format("'{}' proposes nothing to accept; only '{}' does", row.code, kSectorDiffers);
    }
    std::map<std::string, model::Finding> open;  // one for each kind of thing
    ResolveChange change{row, 0, {}};
    std::string resolved_by;
    for (const catalog::FindingRow& finding : findings_about(dataset_, row.code, row.id)) {
      if (finding.resolved_by.empty()) {
        open.emplace(finding.finding.about, finding.finding);
        ++change.findings;
      } else {
        resolved_by = finding.resolved_by;
      }
    }
    if (open.empty()) return repeats(row, resolved_by);
    if (row.answer == Answer::Accept) {
      const auto proposal = proposals().find(row.id);
      const bool same = proposal != proposals().end() && open.contains("clip") &&
                        open.at("clip").message == proposal->second.finding.message &&
                        (row.message.empty() || row.message == proposal->second.finding.message);
      if (!same) {
        return fmt::format("the proposal for clip '{}' is not what it was; run 'sonoset link' and look at it again",
                           row.id);
      }
      change.region = proposal->second.region;
    }
    for (const auto& [about, finding] : open) {
      plan_.decisions.push_back(resolution(dataset_, finding, row.author, change.region));
    }
    plan_.changes.push_back(std::move(change));
    return "";
  }

  // A file may be given again.
  std::string repeats(const ResolveRow& row, const std::string& resolved_by) {
    if (!said_.like(row).empty()) {
      ++plan_.unchanged;
      return "";
    }
    if (resolved_by.empty()) return fmt::format("no finding '{}' about '{}'", row.code, row.id);
    return fmt::format("finding '{}' about '{}' is already resolved by {}; undo that first", row.code, row.id,
                       resolved_by);
  }

  const std::map<std::string, SectorProposal>& proposals() {
    if (!proposals_) {
      proposals_.emplace();
      for (SectorProposal& one : sector_votes(catalog::screens(dataset_.catalog()))) {
        std::string clip = one.finding.id;
        proposals_->emplace(std::move(clip), std::move(one));
      }
    }
    return *proposals_;
  }

  Dataset& dataset_;
  Resolutions said_;
  ResolvePlan plan_;
  std::optional<std::map<std::string, SectorProposal>> proposals_;
};

}  // namespace

ResolvePlan plan_resolutions(Dataset& dataset, const ResolveRows& rows) { return ResolvePlanner(dataset).plan(rows); }

ResolvePlan plan_undo_resolutions(Dataset& dataset, const ResolveRows& rows, const Author& author) {
  check(author);
  const Resolutions said(dataset);
  ResolvePlan plan;
  plan.without_answer = rows.without_answer;
  for (const ResolveRow& row : rows.rows) {
    const std::vector<Decision> targets = said.like(row);
    if (targets.empty()) {
      ++plan.unchanged;
      continue;
    }
    const auto findings = findings_about(dataset, row.code, row.id);
    const auto count = std::ranges::count_if(
        findings, [&](const catalog::FindingRow& finding) { return finding.resolved_by == row.author.who; });
    const std::optional<Crop> crop = crop_of(targets.back());
    plan.changes.push_back({row, static_cast<int>(count), crop ? crop->region : std::nullopt});
    for (const Decision& target : targets) plan.decisions.push_back(undo_decision(target, author));
  }
  return plan;
}

std::vector<Decision> carry_out(Dataset& dataset, const ResolvePlan& plan) {
  std::vector<Decision> recorded = decide_all(dataset, plan.decisions);
  std::set<std::string> codes;
  for (const ResolveChange& change : plan.changes) codes.insert(change.row.code);
  for (const std::string& code : codes) derive_after_resolving(dataset, code);
  return recorded;
}

}  // namespace curate
