#include "manifest/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "manifest/text.h"

namespace manifest {
namespace {

/// Looks names up among the groups of a pattern and "@value", then in `outer`.
class Inner : public Scope {
 public:
  Inner(const Scope& outer, std::map<std::string, std::string> own) : outer_(outer), own_(std::move(own)) {}
  Outcome look_up(const std::string& name) const override {
    const auto found = own_.find(name);
    return found == own_.end() ? outer_.look_up(name) : Outcome{found->second, ""};
  }
  void set(const std::string& name, const std::string& text) { own_[name] = text; }

 private:
  const Scope& outer_;
  std::map<std::string, std::string> own_;
};

constexpr const char* kValue = "@value";

void add_names(std::vector<std::string>& names, const std::optional<Template>& of, const std::set<std::string>& own) {
  if (!of) return;
  for (std::string& name : of->names()) {
    if (own.count(name) == 0) names.push_back(std::move(name));
  }
}

}  // namespace

// "" in quotes is the empty template.
std::optional<Template> Rule::read_template(Log& log, const Node& node, const std::string& at) {
  if (node.kind == Node::Kind::Scalar && node.quoted && node.text.empty()) return Template();
  const auto text = scalar(log, node, at, true);
  if (!text) return std::nullopt;
  std::string wrong;
  auto parsed = Template::parse(*text, wrong);
  if (!parsed) log.add(node, at, wrong);
  return parsed;
}

void Rule::read_from(const Fields& fields) {
  fields.require("from", "text with column names in braces, or a list of such texts");
  const Node* node = fields.find("from");
  if (node == nullptr) return;
  const auto add = [&](const Node& item, const std::string& at) {
    if (auto one = read_template(fields.log(), item, at)) from_.push_back(std::move(*one));
  };
  if (node->kind != Node::Kind::Sequence) return add(*node, fields.key("from"));
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    add(*node->items[i], item_key(fields.key("from"), i));
  }
}

void Rule::read_map(const Fields& fields) {
  const Node* node = fields.find("map");
  if (node == nullptr) return;
  has_map_ = true;
  if (node->kind != Node::Kind::Mapping) return fields.add("map", "expected a mapping of values to values");
  for (const Node::Entry& entry : node->entries) {
    const auto value = scalar(fields.log(), *entry.key, fields.key("map"), true);
    if (!value) continue;
    const std::string at = fmt::format("{}.{}", fields.key("map"), *value);
    auto target = read_template(fields.log(), *entry.value, at);
    if (target && !map_.emplace(base::lower(*value), std::move(*target)).second) {
      fields.log().add(*entry.key, at, "duplicate value (case is ignored)");
    }
  }
}

void Rule::read_whole(const Fields& fields) {
  read_from(fields);
  if (const Node* node = fields.find("join"); node != nullptr && node->kind == Node::Kind::Scalar) {
    join_ = node->text;  // any text, including blanks, line ends and the empty text
  } else if (node != nullptr) {
    fields.add("join", "expected text");
  }
  if (fields.has("match")) {
    const std::string text = fields.line("match");
    std::string wrong;
    if (!text.empty()) match_ = Pattern::compile(text, wrong);
    if (!wrong.empty()) fields.add("match", wrong);
  }
  const auto optional = [&](std::string_view name) {
    const Node* node = fields.find(name);
    return node == nullptr ? std::nullopt : read_template(fields.log(), *node, fields.key(name));
  };
  to_ = optional("to");
  otherwise_ = optional("otherwise");
  default_ = optional("default");
  read_map(fields);
  if (to_ && !fields.has("match")) fields.add("to", "'to' needs 'match'");
  if (otherwise_ && !fields.has("match") && !has_map_) {
    fields.add("otherwise", "'otherwise' needs 'match' or 'map'");
  }
}

Rule Rule::read(Log& log, const Node& node, const std::string& key) {
  Rule rule;
  rule.line = node.line;
  rule.column = node.column;
  rule.key = key;
  if (node.kind == Node::Kind::Mapping) {
    rule.read_whole(Fields(log, node, key, {"from", "join", "match", "to", "map", "otherwise", "default"}));
  } else if (auto one = rule.read_template(log, node, key)) {
    rule.from_.push_back(std::move(*one));
  }
  return rule;
}

Outcome Rule::joined(const Scope& scope) const {
  std::string text;
  for (const Template& one : from_) {
    Outcome part = one.fill(scope);
    if (!part.wrong.empty()) return part;
    if (!part.text.empty()) text += (text.empty() ? "" : join_) + part.text;
    if (text.size() > kMaxOutcomeBytes) return {"", fmt::format("longer than {} bytes", kMaxOutcomeBytes)};
  }
  return {std::move(text), ""};
}

Outcome Rule::changed(const std::string& text, const Scope& scope) const {
  Inner inner(scope, {{kValue, text}});
  Outcome now{text, ""};
  if (match_) {
    const auto groups = match_->match(text);
    if (!groups && otherwise_) return otherwise_->fill(inner);
    if (!groups) return {"", fmt::format("{} does not match {}", cited(text), match_->text())};
    for (const auto& [name, held] : *groups) inner.set(name, held);
    now = to_ ? to_->fill(inner) : Outcome{groups->at(match_->has_groups() ? "1" : "0"), ""};
    // A value must not disappear silently.
    if (now.text.empty() && now.wrong.empty() && !(to_ && to_->literal() == "") && !default_) {
      if (otherwise_) return otherwise_->fill(inner);
      return {"", fmt::format("{} matches {}, but the result is empty; add 'otherwise' for this case", cited(text),
                              match_->text())};
    }
  }
  if (!has_map_ || now.text.empty()) return now;
  inner.set(kValue, now.text);
  const auto found = map_.find(base::lower(now.text));
  if (found != map_.end()) return found->second.fill(inner);
  if (otherwise_) return otherwise_->fill(inner);
  const auto number = plain_number(now.text);
  if (number && map_.contains(*number)) {
    return {"",
            fmt::format("{} is not in the map; use the form 'number' to turn it into '{}'", cited(now.text), *number)};
  }
  std::vector<std::string> known;
  for (const auto& [value, target] : map_) known.push_back(value);
  return {"", fmt::format("{} is not in the map{}", cited(now.text), did_you_mean(base::lower(now.text), known))};
}

Outcome Rule::evaluate(const Scope& scope) const {
  Outcome now = joined(scope);
  if (!now.text.empty()) now = changed(now.text, scope);
  if (now.text.empty() && now.wrong.empty() && default_) return default_->fill(scope);
  return now;
}

std::vector<std::string> Rule::names() const {
  std::vector<std::string> names;
  for (const Template& one : from_) add_names(names, one, {});
  std::set<std::string> own = {kValue};
  add_names(names, otherwise_, own);
  if (match_) {
    for (const std::string& group : match_->groups()) own.insert(group);
  }
  add_names(names, to_, own);
  for (const auto& [value, target] : map_) add_names(names, target, own);
  add_names(names, default_, {});
  return names;
}

std::optional<std::string> Rule::literal() const {
  if (from_.size() != 1 || match_ || has_map_ || default_) return std::nullopt;
  return from_[0].literal();
}

}  // namespace manifest
