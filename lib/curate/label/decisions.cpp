#include "curate/label/decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "catalog/work.h"
#include "curate/split/links.h"
#include "curate/split/split_decision.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;

constexpr int kMaxDepth = 8;

model::Label label_of(const Decision& decision, const json& what) {
  const auto role = model::role_from(what.at("role").get_ref<const std::string&>());
  if (!role || *role == model::Role::Manifest) throw Error(Code::InvalidInput, "unknown role of a label");
  return {what.at("axis").get<std::string>(), what.at("value").get<std::string>(), decision.who, decision.why, *role};
}

// Old decisions use the name that a code had then.
std::string present_name(const std::string& code) {
  const model::FindingCode* known = model::find_finding_code(code);
  return known == nullptr ? code : std::string(known->code);
}

// A split is long and has its own tables: the decision keeps only its name and digest.
Decision shortened(Decision decision) {
  if (decision.kind != "split") return decision;
  const std::string name = json::parse(decision.what).at("name").get<std::string>();
  decision.what = json{{"name", name}, {"sha256", base::sha256(decision.what).hex()}}.dump();
  return decision;
}

// Applied once: a split does not come back with its clips.
void apply_split_decision(catalog::Catalog& catalog, const Decision& decision) {
  if (!catalog::put_decision(catalog, shortened(decision))) return;
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

// Without an unterminated last line, which a kill leaves.
std::string whole_lines(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  std::string text = base::read_text(file);
  const auto end = text.rfind('\n');
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

void for_each_decision(const std::filesystem::path& file, const std::string& text,
                       const std::function<void(Decision)>& take) {
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty()) continue;
    try {
      take(parse_decision(line));
    } catch (const Error& error) {
      throw Error(Code::Corrupt, fmt::format("{}:{}: {}", file.string(), number, error.what()));
    }
  }
}

}  // namespace

bool is_about_split(const Decision& decision) { return decision.kind == "split" || decision.kind == "remove-split"; }

bool is_kept(catalog::Catalog& catalog, const Decision& decision) {
  const std::vector<Decision> all = catalog::decisions(catalog);
  return std::ranges::find(all, shortened(decision)) != all.end();
}

catalog::Decision undone_by(const Decision& undo) { return parse_decision(undo.what); }

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
void apply_decision(catalog::Catalog& catalog, const Decision& decision) {
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
    if (catalog::find_work(catalog, clip)) catalog::add_label(catalog, clip, label_of(decision, what), decision);
  } else if (covers(catalog, what)) {
    catalog::resolve_findings(catalog, what.at("about").get<std::string>(), what.at("id").get<std::string>(),
                              present_name(what.at("code").get<std::string>()), decision);
  }
  transaction.commit();
}

std::map<std::string, std::vector<model::Label>> decided_labels(catalog::Catalog& catalog,
                                                                const std::filesystem::path& file) {
  std::vector<Decision> decisions = catalog::decisions(catalog);
  const std::set<Decision> known(decisions.begin(), decisions.end());
  for_each_decision(file, whole_lines(file), [&](Decision decision) {
    if (!known.contains(decision)) decisions.push_back(std::move(decision));
  });
  std::map<std::string, std::vector<model::Label>> labels;
  const std::set<Decision> undone = undone_decisions(decisions);
  for (const Decision& decision : decisions) {
    if (decision.kind != "label" || undone.contains(decision)) continue;
    const json what = json::parse(decision.what);
    labels[what.at("clip").get<std::string>()].push_back(label_of(decision, what));
  }
  return labels;
}

std::string to_line(const Decision& decision) {
  return json{{"kind", decision.kind},
              {"who", decision.who},
              {"at", decision.at},
              {"why", decision.why},
              {"what", json::parse(decision.what)}}
      .dump();
}

Decision parse_decision(std::string_view line) {
  // Dumping JSON uses stack for each level.
  const auto flat = [](int depth, json::parse_event_t, json&) {
    if (depth > kMaxDepth) throw Error(Code::InvalidInput, "not a decision: nested too deeply");
    return true;
  };
  try {
    const json value = json::parse(line, flat);
    Decision decision{value.at("kind").get<std::string>(), value.at("who").get<std::string>(),
                      value.at("at").get<std::string>(), value.at("why").get<std::string>(), value.at("what").dump()};
    const json& what = value.at("what");
    if (decision.kind == "label") {
      what.at("clip").get_ref<const std::string&>();
      label_of(decision, what);
    } else if (decision.kind == "resolve") {
      for (const char* key : {"about", "id", "code"}) what.at(key).get_ref<const std::string&>();
      if (what.contains("with")) what.at("with").get<std::set<std::string>>();
    } else if (decision.kind == "split") {
      parse_recorded_split(decision.what);
    } else if (decision.kind == "remove-split") {
      what.at("name").get_ref<const std::string&>();
    } else if (decision.kind == "undo") {
      if (is_about_split(parse_decision(decision.what))) throw Error(Code::InvalidInput, "a split cannot be undone");
    } else {
      throw Error(Code::InvalidInput, "unknown kind of decision '" + decision.kind + "'");
    }
    return decision;
  } catch (const json::exception& error) {
    throw Error(Code::InvalidInput, std::string("not a decision: ") + error.what());
  }
}

void apply_decisions(catalog::Catalog& catalog, const std::filesystem::path& file) {
  const std::string text = whole_lines(file);
  if (std::filesystem::exists(file) && std::filesystem::file_size(file) != text.size()) {
    base::write_atomically(file, text);
  }
  std::vector<Decision> decisions;
  for_each_decision(file, text, [&](Decision decision) { decisions.push_back(std::move(decision)); });
  const std::set<Decision> undone = undone_decisions(decisions);
  catalog::Transaction transaction(catalog);
  // Before others are applied: one of two resolutions of a finding may have been undone.
  for (const Decision& decision : undone) take_away(catalog, decision);
  for (const Decision& decision : decisions) {
    if (undone.contains(decision)) {
      catalog::put_decision(catalog, decision);
    } else {
      apply_decision(catalog, decision);
    }
  }
  transaction.commit();
}

}  // namespace curate
