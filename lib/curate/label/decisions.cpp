#include "curate/label/decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "catalog/work.h"
#include "curate/label/manifest_taxonomy.h"
#include "curate/split/links.h"
#include "curate/split/split_decision.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;

model::Label label_of(const Decision& decision, const json& what) {
  const auto role = model::role_from(what.at("role").get_ref<const std::string&>());
  if (!role || *role == model::Role::Manifest) throw Error(Code::Corrupt, "unknown role of a label");
  return {what.at("axis").get<std::string>(), what.at("value").get<std::string>(), decision.who, decision.why, *role};
}

// Applied once: a split does not come back with its clips.
void apply_split_decision(catalog::Catalog& catalog, const Decision& decision) {
  if (!catalog::put_decision(catalog, as_kept(decision))) return;
  if (decision.kind == "split") {
    const RecordedSplit recorded = parse_recorded_split(decision.what);
    catalog::put_split(catalog, recorded.split, recorded.values);
  } else {
    catalog::remove_split(catalog, json::parse(decision.what).at("name").get<std::string>());
  }
}

// Reverts what a decision did.
void take_away(catalog::Catalog& catalog, const Decision& decision) {
  if (decision.kind == "label") return catalog::remove_label(catalog, decision);
  if (decision.kind != "resolve") return;
  const json what = json::parse(decision.what);
  catalog::reopen_findings(catalog, what.at("about").get<std::string>(), what.at("id").get<std::string>(),
                           present_name(what.at("code").get<std::string>()), decision);
}

// Whether the clips or names that a finding is about now were all there when it was resolved.
bool covers(catalog::Catalog& catalog, const json& what) {
  const auto with = what.find("with");
  if (with == what.end()) return true;
  const auto known = with->get<std::set<std::string>>();
  const auto now = compared_with(catalog, what.at("code").get_ref<const std::string&>(),
                                 what.at("id").get_ref<const std::string&>());
  return std::ranges::all_of(now, [&](const std::string& other) { return known.contains(other); });
}

// Labels whose axis or value their manifest's taxonomy does not have.
class TaxonomyCheck {
 public:
  TaxonomyCheck(catalog::Catalog& catalog, const std::filesystem::path& manifests)
      : catalog_(catalog), manifests_(manifests) {}

  /// What is wrong with a label; empty: nothing, or its clip is not there.
  std::string why_not(const Decision& decision) {
    const json what = json::parse(decision.what);
    const auto manifest = catalog::manifest_of(catalog_, what.at("clip").get_ref<const std::string&>());
    const manifest::Taxonomy* taxonomy = manifest ? taxonomy_of(*manifest) : nullptr;
    if (taxonomy == nullptr) return "";
    return manifest::why_not(*taxonomy, what.at("axis").get_ref<const std::string&>(),
                             what.at("value").get_ref<const std::string&>());
  }

 private:
  // Null if the dataset's copy cannot be read: the decision is not to blame.
  const manifest::Taxonomy* taxonomy_of(const std::string& manifest) {
    const auto [entry, fresh] = known_.try_emplace(manifest);
    try {
      if (fresh) entry->second = read_taxonomy(catalog_, manifests_, manifest);
    } catch (const Error&) {
    }
    return entry->second ? &*entry->second : nullptr;
  }

  catalog::Catalog& catalog_;
  std::filesystem::path manifests_;
  std::map<std::string, std::optional<manifest::Taxonomy>> known_;
};

struct Judged {
  std::vector<Decision> decisions;  ///< in order
  std::set<Decision> idle;          ///< of these, those that are undone, or outside of the taxonomy
  std::set<Decision> undone;
  std::vector<WrongLine> wrong;
};

Judged judge(catalog::Catalog& catalog, const std::filesystem::path& file) {
  DecisionLines lines = read_decisions(file);
  Judged judged;
  judged.wrong = std::move(lines.wrong);
  for (const auto& [number, decision] : lines.decisions) judged.decisions.push_back(decision);
  judged.undone = undone_decisions(judged.decisions);
  judged.idle = judged.undone;
  TaxonomyCheck check(catalog, file.parent_path() / "manifests");
  for (const auto& [number, decision] : lines.decisions) {
    if (decision.kind != "label" || judged.undone.contains(decision)) continue;
    std::string why = check.why_not(decision);
    if (why.empty()) continue;
    judged.idle.insert(decision);
    judged.wrong.push_back({number, std::move(why)});
  }
  std::ranges::sort(judged.wrong, {}, &WrongLine::number);
  return judged;
}

void put_wrong_lines(catalog::Catalog& catalog, const std::filesystem::path& file,
                     const std::vector<WrongLine>& wrong) {
  constexpr std::size_t kMaxNamed = 100;
  const std::string name = file.filename().string();
  std::vector<model::Finding> findings;
  for (std::size_t i = 0; i < std::min(wrong.size(), kMaxNamed); ++i) {
    findings.push_back(
        {std::string(kWrongDecision), "dataset", "", fmt::format("{}:{}: {}", name, wrong[i].number, wrong[i].why)});
  }
  if (wrong.size() > kMaxNamed) {
    findings.push_back({std::string(kWrongDecision), "dataset", "",
                        fmt::format("{}: {} more", name, base::counted(wrong.size() - kMaxNamed, "line"))});
  }
  catalog::put_findings(catalog, model::Origin::Decision, "dataset", "", findings);
}

}  // namespace

std::string present_name(std::string_view code) {
  const model::FindingCode* known = model::find_finding_code(code);
  return std::string(known == nullptr ? code : known->code);
}

bool is_about_split(const Decision& decision) { return decision.kind == "split" || decision.kind == "remove-split"; }

Decision as_kept(Decision decision) {
  if (decision.kind != "split") return decision;
  const std::string name = json::parse(decision.what).at("name").get<std::string>();
  decision.what = json{{"name", name}, {"sha256", base::sha256(decision.what).hex()}}.dump();
  return decision;
}

bool is_kept(catalog::Catalog& catalog, const Decision& decision) {
  const std::vector<Decision> all = catalog::decisions(catalog);
  return std::ranges::find(all, as_kept(decision)) != all.end();
}

std::set<Decision> undone_decisions(const std::vector<Decision>& decisions) {
  std::set<Decision> undone;
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    // An undo that was itself undone has no effect.
    if (decision->kind == "undo" && !undone.contains(*decision)) undone.insert(undone_by(*decision));
  }
  return undone;
}

std::vector<std::string> compared_with(catalog::Catalog& catalog, std::string_view code, std::string_view clip) {
  std::set<std::string> others;
  if (code == kNearDuplicate) {
    for (const model::Link& link : catalog::links_of(catalog, clip)) {
      if (link.kind == model::LinkKind::NearDuplicate && link.second == clip) others.insert(link.first);
    }
  }
  const auto asked = code == kSubjectsAlike ? catalog::find_clip(catalog, clip) : std::nullopt;
  if (asked) {
    const std::string name = alike_name(*asked);
    for (const catalog::ClipRow& row : catalog::clips(catalog, asked->manifest)) {
      if (alike_name(row) == name) others.insert(row.clip.subject.empty() ? row.clip.clip_case : row.clip.subject);
    }
  }
  return {others.begin(), others.end()};
}

// Decisions are kept in order; they apply to what is there, and again to what comes back.
void apply_decision(catalog::Catalog& catalog, const Decision& decision, std::set<std::string>* later) {
  catalog::Transaction transaction(catalog);
  if (is_about_split(decision)) {
    apply_split_decision(catalog, decision);
    transaction.commit();
    return;
  }
  const json what = json::parse(decision.what);
  catalog::put_decision(catalog, decision);
  if (decision.kind == "undo") {
    // The undone decision is skipped in apply_decisions.
  } else if (decision.kind == "label") {
    const std::string clip = what.at("clip").get<std::string>();
    if (catalog::find_work(catalog, clip)) catalog::add_label(catalog, clip, label_of(decision, what), decision, later);
  } else if (decision.kind == "resolve" && covers(catalog, what)) {
    catalog::resolve_findings(catalog, what.at("about").get<std::string>(), what.at("id").get<std::string>(),
                              present_name(what.at("code").get<std::string>()), decision);
  }
  transaction.commit();
}

std::vector<Decision> decisions_in_effect(catalog::Catalog& catalog, const std::filesystem::path& file) {
  std::vector<Decision> decisions = kept_decisions(catalog);
  const std::set<Decision> known(decisions.begin(), decisions.end());
  Judged judged = judge(catalog, file);
  for (Decision& decision : judged.decisions) {
    if (!known.contains(as_kept(decision))) decisions.push_back(std::move(decision));
  }
  judged.idle.merge(undone_decisions(decisions));
  std::erase_if(decisions, [&](const Decision& decision) { return judged.idle.contains(decision); });
  return decisions;
}

std::map<std::string, std::vector<model::Label>> decided_labels(catalog::Catalog& catalog,
                                                                const std::filesystem::path& file) {
  std::map<std::string, std::vector<model::Label>> labels;
  for (const Decision& decision : decisions_in_effect(catalog, file)) {
    if (decision.kind != "label") continue;
    const json what = json::parse(decision.what);
    labels[what.at("clip").get<std::string>()].push_back(label_of(decision, what));
  }
  return labels;
}

std::vector<WrongLine> wrong_decisions(catalog::Catalog& catalog, const std::filesystem::path& file) {
  return judge(catalog, file).wrong;
}

std::vector<model::Finding> open_wrong_decisions(catalog::Catalog& catalog) {
  std::vector<model::Finding> open;
  for (const catalog::FindingRow& row : catalog::findings(catalog, "dataset", "")) {
    if (row.finding.code == kWrongDecision && row.resolved_by.empty()) open.push_back(row.finding);
  }
  // By line, which follows the first colon.
  const auto line = [](const model::Finding& finding) {
    return std::strtol(finding.message.c_str() + std::min(finding.message.find(':') + 1, finding.message.size()),
                       nullptr, 10);
  };
  std::ranges::stable_sort(open, [&](const auto& a, const auto& b) { return line(a) < line(b); });
  return open;
}

void apply_decisions(catalog::Catalog& catalog, const std::filesystem::path& file) {
  const Judged judged = judge(catalog, file);
  catalog::Transaction transaction(catalog);
  put_wrong_lines(catalog, file, judged.wrong);
  // Before others are applied: one of two resolutions of a finding may have been undone.
  for (const Decision& decision : judged.idle) take_away(catalog, decision);
  std::set<std::string> labelled;
  for (const Decision& decision : judged.decisions) {
    if (judged.idle.contains(decision)) {
      catalog::put_decision(catalog, decision);
    } else {
      apply_decision(catalog, decision, &labelled);
    }
  }
  catalog::update_labels(catalog, labelled);
  transaction.commit();
}

}  // namespace curate
