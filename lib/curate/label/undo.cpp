#include "curate/label/undo.h"

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "catalog/findings.h"
#include "curate/label/crop_decision.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "curate/label/resolve.h"
#include "model/finding.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;
using Fits = std::function<bool(const Decision&)>;

// The last decision in effect that matches.
std::optional<Decision> last_in_effect(Dataset& dataset, const Fits& fits) {
  std::vector<Decision> all = kept_decisions(dataset.catalog());
  const std::set<Decision> undone = undone_decisions(all);
  for (auto decision = all.rbegin(); decision != all.rend(); ++decision) {
    if (fits(*decision) && !undone.contains(*decision)) return std::move(*decision);
  }
  return std::nullopt;
}

// Matches undo decisions that undid a decision that matches.
Fits undo_of(const Fits& fits) {
  return [&fits](const Decision& decision) { return decision.kind == "undo" && fits(undone_by(decision)); };
}

void take_back(Dataset& dataset, const Decision& target, const Author& author) {
  decide(dataset, undo_decision(target, author));
}

// What a decision is about: of an undo, what it undoes in the end.
Decision base_of(Decision decision) {
  while (decision.kind == "undo") decision = undone_by(decision);
  return decision;
}

void check_undoable(const Decision& decision, const std::set<Decision>& known, const std::set<Decision>& undone) {
  if (is_about_split(decision)) throw Error(Code::InvalidInput, "a split cannot be undone; remove it");
  if (!known.contains(decision)) throw Error(Code::NotFound, "no such decision");
  if (undone.contains(decision)) throw Error(Code::InvalidInput, "this decision was undone before");
  if (decision.kind == "undo" && undone_by(decision).kind == "undo") {
    throw Error(Code::InvalidInput, "undo the decision that this restored instead");
  }
}

Fits is_label(std::string_view clip, std::string_view axis, model::Role role) {
  return [=](const Decision& decision) {
    if (decision.kind != "label") return false;
    const json what = json::parse(decision.what);
    return what.at("clip") == clip && what.at("axis") == axis && what.at("role") == model::to_string(role);
  };
}

[[noreturn]] void no_label(std::string_view what, std::string_view clip, std::string_view axis, model::Role role) {
  throw Error(Code::NotFound,
              fmt::format("no {} label {} on axis '{}' of clip '{}'; see 'sonoset list labels --where clip={}'",
                          model::to_string(role), what, axis, clip, clip));
}

Fits is_resolution(std::string_view code, std::string_view id) {
  return [code = present_name(code), id = std::string(id)](const Decision& decision) {
    if (decision.kind != "resolve") return false;
    const json what = json::parse(decision.what);
    return what.at("id") == id && present_name(what.at("code").get<std::string>()) == code;
  };
}

Fits is_crop(std::string_view clip, std::string_view kind) {
  return [=](const Decision& decision) { return decision.kind == kind && crop_of(decision)->clip == clip; };
}

[[noreturn]] void no_crop(std::string_view what, std::string_view clip, std::string_view kind) {
  throw Error(Code::NotFound, fmt::format("no {} {} of clip '{}'", kind, what, clip));
}

// The number of open findings with this code about the id.
int open_findings(Dataset& dataset, std::string_view code, std::string_view id) {
  int open = 0;
  for (const catalog::FindingRow& row : findings_about(dataset, present_name(code), id)) {
    open += row.resolved_by.empty() ? 1 : 0;
  }
  return open;
}

}  // namespace

Decision undo_decision(const Decision& target, const Author& author) {
  return {"undo", author.who, "", author.why, to_json(target)};
}

Decision undo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                    const Author& author) {
  check(author);
  const auto target = last_in_effect(dataset, is_label(clip, axis, role));
  if (!target) no_label("to undo", clip, axis, role);
  take_back(dataset, *target, author);
  return *target;
}

Decision redo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                    const Author& author) {
  check(author);
  const Fits fits = is_label(clip, axis, role);
  const auto target = last_in_effect(dataset, undo_of(fits));
  if (!target) no_label("to redo", clip, axis, role);
  take_back(dataset, *target, author);
  return undone_by(*target);
}

int undo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author) {
  check(author);
  const Fits fits = is_resolution(code, id);
  auto target = last_in_effect(dataset, fits);
  if (!target) {
    throw Error(Code::NotFound,
                fmt::format("no resolved finding '{}' about '{}'; see 'sonoset list findings --where id={}'",
                            present_name(code), id, id));
  }
  const int before = open_findings(dataset, code, id);
  for (; target; target = last_in_effect(dataset, fits)) take_back(dataset, *target, author);
  derive_after_resolving(dataset, present_name(code));
  return open_findings(dataset, code, id) - before;
}

int redo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author) {
  check(author);
  const Fits fits = is_resolution(code, id);
  const auto target = last_in_effect(dataset, undo_of(fits));
  if (!target) {
    throw Error(Code::NotFound, fmt::format("no resolution of '{}' about '{}' was undone", present_name(code), id));
  }
  const int before = open_findings(dataset, code, id);
  take_back(dataset, *target, author);
  derive_after_resolving(dataset, present_name(code));
  return before - open_findings(dataset, code, id);
}

Decision undo_crop(Dataset& dataset, std::string_view clip, std::string_view kind, const Author& author) {
  check(author);
  const auto target = last_in_effect(dataset, is_crop(clip, kind));
  if (!target) no_crop("to undo", clip, kind);
  take_back(dataset, *target, author);
  return *target;
}

Decision redo_crop(Dataset& dataset, std::string_view clip, std::string_view kind, const Author& author) {
  check(author);
  const Fits fits = is_crop(clip, kind);
  const auto target = last_in_effect(dataset, undo_of(fits));
  if (!target) no_crop("to redo", clip, kind);
  take_back(dataset, *target, author);
  return undone_by(*target);
}

void undo(Dataset& dataset, const std::vector<Decision>& decisions, const Author& author) {
  check(author);
  const std::vector<Decision> all = kept_decisions(dataset.catalog());
  const std::set<Decision> known(all.begin(), all.end());
  const std::set<Decision> undone = undone_decisions(all);
  std::vector<Decision> undoing;
  std::set<std::string> resolved;
  for (const Decision& decision : decisions) {
    check_undoable(decision, known, undone);
    undoing.push_back(undo_decision(decision, author));
    const Decision first = base_of(decision);
    if (first.kind == "resolve") {
      resolved.insert(present_name(json::parse(first.what).at("code").get<std::string>()));
    }
  }
  decide_all(dataset, std::move(undoing));
  for (const std::string& code : resolved) derive_after_resolving(dataset, code);
}

}  // namespace curate
