#include "manifest/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "manifest/text.h"

namespace manifest {
namespace {

using Values = std::map<std::string, std::string>;

/// Adds "@value", the value of the label, to `outer`.
class LabelScope : public Scope {
 public:
  LabelScope(const Scope& outer, std::string value) : outer_(outer), value_(std::move(value)) {}
  Outcome look_up(const std::string& name) const override {
    return name == kLabelValue ? Outcome{value_, ""} : outer_.look_up(name);
  }

 private:
  const Scope& outer_;
  std::string value_;
};

std::string evaluate(const Rule& rule, const Scope& scope, std::vector<std::string>& wrong) {
  const Outcome outcome = rule.evaluate(scope);
  if (!outcome.wrong.empty()) wrong.push_back(fmt::format("{}: {}", rule.key, outcome.wrong));
  return outcome.text;
}

void add_label(const LabelRule& rule, const Scope& scope, Draft& draft, std::vector<std::string>& wrong) {
  const std::string axis = evaluate(rule.axis, scope, wrong);
  const std::string value = evaluate(rule.value, scope, wrong);
  if (value.empty()) return;
  if (axis.empty()) {
    // An axis that could not be evaluated is already reported.
    if (rule.axis.evaluate(scope).wrong.empty()) {
      wrong.push_back(fmt::format("{}: the axis is empty, but the value is {}", rule.axis.key, cited(value)));
    }
    return;
  }
  Values label = {{"axis", axis}, {"value", value}};
  const LabelScope inner(scope, value);
  const auto add = [&](const char* key, const std::optional<Rule>& one) {
    const std::string text = one ? evaluate(*one, inner, wrong) : "";
    if (!text.empty()) label.emplace(key, text);
  };
  add("by", rule.by);
  add("role", rule.role);
  add("evidence", rule.evidence);
  draft.labels.push_back(std::move(label));
}

// Accepts "30", and "30.0" as spreadsheets write it.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const bool is_zero =
      rest.empty() || (rest.size() > 1 && rest[0] == '.' && rest.find_first_not_of('0', 1) == std::string_view::npos);
  return is_zero ? std::optional(number) : std::nullopt;
}

/// The whole numbers of one group of keys, such as "region.".
class Numbers {
 public:
  Numbers(Draft& draft, std::string prefix, std::vector<std::string>& wrong)
      : draft_(draft), prefix_(std::move(prefix)), wrong_(wrong) {}

  std::optional<std::int64_t> take(const std::string& name) {
    const auto found = draft_.values.find(prefix_ + name);
    if (found == draft_.values.end()) return std::nullopt;
    const std::string text = found->second;
    draft_.values.erase(found);
    constexpr std::int64_t kMaxNumber = 1'000'000'000'000;
    const auto number = whole_number(text);
    if (number && *number >= -kMaxNumber && *number <= kMaxNumber) return number;
    wrong_.push_back(fmt::format("{}{}: {} is not a whole number", prefix_, name, cited(text)));
    return std::nullopt;
  }
  // The number under either name.
  std::optional<std::int64_t> take(const std::string& name, const std::string& other) {
    const auto first = take(name);
    const auto second = take(other);
    return first ? first : second;
  }
  void put(const std::string& name, std::int64_t number) { draft_.values[prefix_ + name] = std::to_string(number); }
  bool any() const {
    const auto next = draft_.values.lower_bound(prefix_);
    return next != draft_.values.end() && next->first.starts_with(prefix_);
  }

 private:
  Draft& draft_;
  std::string prefix_;
  std::vector<std::string>& wrong_;
};

void normalise_region(Draft& draft, std::vector<std::string>& wrong) {
  Numbers region(draft, "region.", wrong);
  if (!region.any()) return;
  const std::size_t before = wrong.size();
  const auto x = region.take("x", "left");
  const auto y = region.take("y", "top");
  const auto size = region.take("size");
  const auto right = region.take("right");
  const auto bottom = region.take("bottom");
  auto width = region.take("width");
  auto height = region.take("height");
  if (size && !width) width = size;
  if (size && !height) height = size;
  if (right && x && !width) width = *right - *x;
  if (bottom && y && !height) height = *bottom - *y;
  if (x && y && width && height) {
    region.put("x", *x);
    region.put("y", *y);
    region.put("width", *width);
    region.put("height", *height);
  } else if (wrong.size() == before) {
    wrong.emplace_back("region: incomplete; give left and top, and size, width and height, or right and bottom");
  }
}

void normalise_window(Draft& draft, std::vector<std::string>& wrong) {
  Numbers window(draft, "window.", wrong);
  const auto first = window.take("first");
  const auto last = window.take("last");
  const auto end = window.take("end");
  if (last && end) wrong.emplace_back("window: give either 'last' or 'end', not both");
  if (!last && !end && first.value_or(0) == 0) return;  // the whole stream
  if (first) window.put("first", *first);
  if (last || end) window.put("end", last ? *last + 1 : *end);
}

std::shared_ptr<const Node> scalar_node(const std::string& text, int line) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::Scalar;
  node->quoted = true;
  node->line = line;
  node->column = line > 0 ? 1 : 0;
  node->text = text;
  return node;
}

std::shared_ptr<Node> empty_node(Node::Kind kind, int line) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->line = line;
  node->column = line > 0 ? 1 : 0;
  return node;
}

std::shared_ptr<Node> mapping_node(const Values& values, int line) {
  auto node = empty_node(Node::Kind::Mapping, line);
  for (const auto& [key, text] : values) node->entries.push_back({scalar_node(key, line), scalar_node(text, line)});
  return node;
}

}  // namespace

Draft make_draft(const Mapping& mapping, const Scope& scope, std::vector<std::string>& wrong) {
  Draft draft;
  for (const auto& [key, rule] : mapping.clip) {
    std::string text = evaluate(rule, scope, wrong);
    if (!text.empty()) draft.values.emplace(key, std::move(text));
  }
  for (const LabelRule& rule : mapping.labels) add_label(rule, scope, draft, wrong);
  return draft;
}

void merge(Draft& draft, const Draft& other, std::vector<std::string>& wrong) {
  for (const auto& [key, text] : other.values) {
    const auto [mine, is_new] = draft.values.emplace(key, text);
    if (!is_new && mine->second != text) {
      wrong.push_back(fmt::format("{}: rows of the clip differ: {} and {}", key, cited(mine->second), cited(text)));
    }
  }
  for (const auto& label : other.labels) {
    if (std::ranges::find(draft.labels, label) == draft.labels.end()) draft.labels.push_back(label);
  }
}

void normalise(Draft& draft, std::vector<std::string>& wrong) {
  normalise_region(draft, wrong);
  normalise_window(draft, wrong);
}

std::shared_ptr<const Node> to_node(const Draft& draft, int line) {
  Values flat;
  std::map<std::string, Values> nested;
  for (const auto& [key, text] : draft.values) {
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos) {
      flat.emplace(key, text);
    } else {
      nested[key.substr(0, dot)].emplace(key.substr(dot + 1), text);
    }
  }
  auto node = mapping_node(flat, line);
  for (const auto& [name, values] : nested) {
    node->entries.push_back({scalar_node(name, line), mapping_node(values, line)});
  }
  if (draft.labels.empty()) return node;
  auto labels = empty_node(Node::Kind::Sequence, line);
  for (const auto& label : draft.labels) labels->items.push_back(mapping_node(label, line));
  node->entries.push_back({scalar_node("labels", line), labels});
  return node;
}

}  // namespace manifest
