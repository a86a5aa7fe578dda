#include "manifest/source_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/draft.h"
#include "manifest/head_reader.h"
#include "manifest/text.h"

namespace manifest {
namespace {

const Rule& id_rule(const Rules& rules) {
  return std::ranges::find_if(rules, [](const auto& one) { return one.first == "id"; })->second;
}

}  // namespace

SourceBook::SourceBook(const Mapping& mapping, std::vector<std::string> licences)
    : mapping_(mapping), licences_(std::move(licences)) {
  for (std::size_t i = 0; i < mapping.sources.size(); ++i) {
    if (const auto id = id_rule(mapping.sources[i]).literal()) {
      literal_.emplace(*id, i);
    } else {
      computed_.push_back(i);
    }
    const auto varies = [](const auto& one) { return !one.second.literal(); };
    varies_.push_back(std::ranges::any_of(mapping.sources[i], varies));
  }
}

std::string SourceBook::only_source(const Scope& scope) const {
  return mapping_.sources.size() == 1 ? id_rule(mapping_.sources[0]).evaluate(scope).text : "";
}

std::optional<std::size_t> SourceBook::find_rules(const std::string& id, const Scope& scope) const {
  const auto found = literal_.find(id);
  if (found != literal_.end()) return found->second;
  for (const std::size_t i : computed_) {
    if (id_rule(mapping_.sources[i]).evaluate(scope).text == id) return i;
  }
  return std::nullopt;
}

SourceBook::Entry SourceBook::make(std::size_t order, const Scope& scope) const {
  Entry entry;
  entry.order = order;
  for (const auto& [key, rule] : mapping_.sources[order]) {
    const Outcome outcome = rule.evaluate(scope);
    if (!outcome.wrong.empty()) entry.wrong.push_back(fmt::format("{}: {}", rule.key, outcome.wrong));
    if (!outcome.text.empty()) entry.facts.emplace(key, outcome.text);
  }
  Log log(mapping_.file);
  const auto node = to_node(Draft{entry.facts, {}}, 0);
  entry.source = read_source(Fields(log, *node, fmt::format("sources[{}]", order), source_keys()), licences_);
  for (const Problem& problem : log.take()) {
    entry.wrong.push_back(fmt::format("{}: {}", problem.key, problem.message));
  }
  return entry;
}

void SourceBook::name(const std::string& id, const Scope& scope, std::vector<std::string>& wrong) {
  const auto order = find_rules(id, scope);
  if (!order) {
    std::vector<std::string> known;
    for (const auto& [literal, i] : literal_) known.push_back(literal);
    wrong.push_back(
        fmt::format("source: unknown id {}; not in the mapping's 'sources'{}", cited(id), did_you_mean(id, known)));
    return;
  }
  const auto before = by_id_.find(id);
  if (before != by_id_.end() && !varies_[*order]) return;
  Entry entry = make(*order, scope);
  if (!entry.wrong.empty()) {
    wrong.insert(wrong.end(), entry.wrong.begin(), entry.wrong.end());
    return;
  }
  if (before == by_id_.end()) {
    by_id_.emplace(id, entries_.size());
    entries_.emplace_back(id, std::move(entry));
    return;
  }
  const Entry& first = entries_[before->second].second;
  for (const auto& [key, text] : entry.facts) {
    const auto said = first.facts.find(key);
    if (said != first.facts.end() && said->second == text) continue;
    wrong.push_back(fmt::format("source '{}': {} is {} here, but {} in an earlier row", id, key, cited(text),
                                said == first.facts.end() ? "nothing" : cited(said->second)));
  }
}

std::vector<model::Source> SourceBook::take() {
  std::ranges::stable_sort(entries_, [](const auto& a, const auto& b) { return a.second.order < b.second.order; });
  std::vector<model::Source> sources;
  for (auto& [id, entry] : entries_) sources.push_back(std::move(entry.source));
  return sources;
}

}  // namespace manifest
