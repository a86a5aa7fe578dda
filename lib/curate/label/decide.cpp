#include "curate/label/decide.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "curate/label/decisions.h"
#include "curate/label/label_ties.h"
#include "curate/label/taxonomies.h"
#include "curate/split/stale_splits.h"
#include "manifest/text.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;

std::string text_of(std::time_t time) { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time)); }

std::string now() { return text_of(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())); }

// The same decision twice within a second, with others in between, counts twice.
void make_unique(Dataset& dataset, Decision& decision) {
  std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  while (is_kept(dataset.catalog(), decision)) decision.at = text_of(++time);
}

}  // namespace

void check(const Author& author) {
  if (author.who.empty()) throw Error(Code::InvalidInput, "missing --by NAME (who decides)");
  if (author.why.empty()) throw Error(Code::InvalidInput, "missing --why TEXT (the reason)");
  // A line of decisions.jsonl with such text would not be read again.
  for (const auto& [option, text] : {std::pair("--by", &author.who), std::pair("--why", &author.why)}) {
    if (const auto bad = manifest::find_bad_byte(*text))
      throw Error(Code::InvalidInput, fmt::format("{}: {}", option, bad->what));
  }
}

void decide(Dataset& dataset, Decision decision) {
  if (decision.at.empty()) decision.at = now();
  make_unique(dataset, decision);
  // The line first: the catalog is rebuilt from it, and after a kill in between the next start applies it.
  base::append_line(dataset.decisions_file(), to_line(decision));
  catalog::Transaction transaction(dataset.catalog());
  if (decision.kind == "undo") {
    apply_decisions(dataset.catalog(), dataset.decisions_file());
  } else {
    apply_decision(dataset.catalog(), decision);
  }
  // Links do not depend on labels.
  if (decision.kind == "label" || decision.kind == "undo") {
    put_label_ties(dataset.catalog());
    mark_stale_splits(dataset.catalog());
  }
  transaction.commit();
}

std::vector<Decision> decide_all(Dataset& dataset, std::vector<Decision> decisions) {
  std::vector<std::string> lines;
  for (Decision& decision : decisions) {
    if (decision.at.empty()) decision.at = now();
    make_unique(dataset, decision);
    lines.push_back(to_line(decision));
  }
  if (lines.empty()) return decisions;
  base::append_line(dataset.decisions_file(), fmt::format("{}", fmt::join(lines, "\n")));
  catalog::Transaction transaction(dataset.catalog());
  if (std::ranges::any_of(decisions, [](const Decision& one) { return one.kind == "undo"; })) {
    apply_decisions(dataset.catalog(), dataset.decisions_file());
  } else {
    std::set<std::string> labelled;
    for (const Decision& decision : decisions) apply_decision(dataset.catalog(), decision, &labelled);
    catalog::update_labels(dataset.catalog(), labelled);
  }
  put_label_ties(dataset.catalog());
  mark_stale_splits(dataset.catalog());
  transaction.commit();
  return decisions;
}

Decision label_decision(std::string_view clip, const model::Label& label) {
  const json what = {
      {"clip", clip}, {"axis", label.axis}, {"value", label.value}, {"role", model::to_string(label.role)}};
  return {"label", label.by, now(), label.evidence, what.dump()};
}

void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author) {
  check(author);
  const auto row = catalog::find_clip(dataset.catalog(), clip);
  if (!row) throw Error(Code::NotFound, fmt::format("no clip '{}'; see 'sonoset list clips'", clip));
  check_label(dataset, row->manifest, axis, value);
  decide(dataset, label_decision(clip, {std::string(axis), std::string(value), author.who, author.why, role}));
}

}  // namespace curate
