#include "curate/label/decisions.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "catalog/entries.h"
#include "catalog/work.h"
#include "curate/dataset.h"
#include "curate/label/taxonomies.h"
#include "curate/split/stale_splits.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;

constexpr int kMostDepth = 8;

std::string text_of(std::time_t time) { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time)); }

std::string now() { return text_of(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())); }

void check(const Author& author) {
  if (author.who.empty()) throw Error(Code::InvalidInput, "say who decides: --by NAME");
  if (author.why.empty()) throw Error(Code::InvalidInput, "say why: --why TEXT");
}

model::Label label_of(const Decision& decision, const json& what) {
  const auto role = model::role_from(what.at("role").get_ref<const std::string&>());
  if (!role || *role == model::Role::Manifest) throw Error(Code::InvalidInput, "a label of unknown role");
  return {what.at("axis").get<std::string>(), what.at("value").get<std::string>(), decision.who, decision.why, *role};
}

// Every decision is kept in its order; it holds for what is there, and again for what comes back.
void apply(catalog::Catalog& catalog, const Decision& decision) {
  const json what = json::parse(decision.what);
  catalog::Transaction transaction(catalog);
  catalog::put_decision(catalog, decision);
  if (decision.kind == "label") {
    const std::string clip = what.at("clip").get<std::string>();
    if (catalog::find_work(catalog, clip)) catalog::add_label(catalog, clip, label_of(decision, what), decision);
  } else {
    catalog::resolve_findings(catalog, what.at("about").get<std::string>(), what.at("id").get<std::string>(),
                              what.at("code").get<std::string>(), decision);
  }
  transaction.commit();
}

// The same words twice within a second, with others between them, are two decisions.
void make_unique(Dataset& dataset, Decision& decision) {
  const std::vector<Decision> all = catalog::decisions(dataset.catalog());
  std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  while (std::find(all.begin(), all.end(), decision) != all.end()) decision.at = text_of(++time);
}

void decide(Dataset& dataset, Decision decision) {
  make_unique(dataset, decision);
  // The line first: it is what the catalog is rebuilt from, and a kill in between is mended at the next start.
  base::append_line(dataset.decisions_file(), to_line(decision));
  catalog::Transaction transaction(dataset.catalog());
  apply(dataset.catalog(), decision);
  if (decision.kind == "label") mark_stale_splits(dataset.catalog());
  transaction.commit();
}

// Without a last line that has no end: what a kill left.
std::string whole_lines(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  std::string text = base::read_text(file);
  const auto end = text.rfind('\n');
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

void for_each_decision(const Dataset& dataset, const std::string& text, const std::function<void(Decision)>& take) {
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
      throw Error(Code::Corrupt, fmt::format("{}:{}: {}", dataset.decisions_file().string(), number, error.what()));
    }
  }
}

}  // namespace

std::map<std::string, std::vector<model::Label>> decided_labels(Dataset& dataset) {
  std::vector<Decision> decisions = catalog::decisions(dataset.catalog());
  const std::set<Decision> known(decisions.begin(), decisions.end());
  for_each_decision(dataset, whole_lines(dataset.decisions_file()), [&](Decision decision) {
    if (!known.contains(decision)) decisions.push_back(std::move(decision));
  });
  std::map<std::string, std::vector<model::Label>> labels;
  for (const Decision& decision : decisions) {
    if (decision.kind != "label") continue;
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
  // Writing JSON again takes stack for each level.
  const auto flat = [](int depth, json::parse_event_t, json&) {
    if (depth > kMostDepth) throw Error(Code::InvalidInput, "not a decision: values within values within values");
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
    } else {
      throw Error(Code::InvalidInput, "'" + decision.kind + "' is no kind of decision");
    }
    return decision;
  } catch (const json::exception& error) {
    throw Error(Code::InvalidInput, std::string("not a decision: ") + error.what());
  }
}

void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author) {
  check(author);
  const auto row = catalog::find_clip(dataset.catalog(), clip);
  if (!row) throw Error(Code::NotFound, fmt::format("no clip '{}': see 'sonoset list clips'", clip));
  check_label(dataset, row->manifest, axis, value);
  const json what = {{"clip", clip}, {"axis", axis}, {"value", value}, {"role", model::to_string(role)}};
  decide(dataset, {"label", author.who, now(), author.why, what.dump()});
}

int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author) {
  check(author);
  int count = 0;
  for (const std::string_view about : {"clip", "source", "object", "dataset"}) {
    int open = 0;
    for (const auto& row : catalog::findings(dataset.catalog(), about, id)) {
      open += row.finding.code == code && row.resolved_by.empty() ? 1 : 0;
    }
    if (open == 0) continue;
    const json what = {{"about", about}, {"id", id}, {"code", code}};
    decide(dataset, {"resolve", author.who, now(), author.why, what.dump()});
    count += open;
  }
  if (count > 0) return count;
  throw Error(Code::NotFound,
              fmt::format("no open finding '{}' about '{}': see 'sonoset list findings --where id={}'", code, id, id));
}

void apply_decisions(Dataset& dataset) {
  const std::filesystem::path file = dataset.decisions_file();
  const std::string text = whole_lines(file);
  if (std::filesystem::exists(file) && std::filesystem::file_size(file) != text.size()) {
    base::write_atomically(file, text);
  }
  catalog::Transaction transaction(dataset.catalog());
  for_each_decision(dataset, text, [&](const Decision& decision) { apply(dataset.catalog(), decision); });
  transaction.commit();
}

}  // namespace curate
