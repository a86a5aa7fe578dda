#include "manifest/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "manifest/address.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

constexpr std::size_t kMaxTextBytes = 65'536;
constexpr std::int64_t kMaxSeconds = 1'000'000;

std::string_view name_of(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::Null:
      return "nothing";
    case Node::Kind::Scalar:
      return "a single value";
    case Node::Kind::Sequence:
      return "a list";
    case Node::Kind::Mapping:
      return "a mapping";
  }
  return "something else";
}

}  // namespace

void Log::add(const Node& node, const std::string& key, const std::string& message) {
  add(Problem{file_, node.line, node.column, key, message});
}

void Log::add(Problem problem) {
  ++count_;
  if (problems_.size() < kMaxProblems) problems_.push_back(std::move(problem));
}

std::vector<Problem> Log::take() {
  std::ranges::stable_sort(problems_, [](const Problem& a, const Problem& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
  return std::move(problems_);
}

Fields::Fields(Log& log, const Node& node, std::string key, const std::vector<std::string>& known)
    : log_(log), node_(node), key_(std::move(key)) {
  if (node.kind != Node::Kind::Mapping) {
    log_.add(node, key_,
             fmt::format("expected a mapping, found {}; known keys: {}", name_of(node.kind), fmt::join(known, ", ")));
    return;
  }
  std::map<std::string, int> lines;  // where each key was first used
  for (const Node::Entry& entry : node.entries) {
    const Node& name = *entry.key;
    if (name.kind != Node::Kind::Scalar) {
      log_.add(name, key_, fmt::format("{} cannot be a key; use plain text", name_of(name.kind)));
    } else if (const auto [first, is_new] = lines.emplace(name.text, name.line); !is_new) {
      log_.add(name, this->key(name.text), fmt::format("duplicate key, first used on line {}", first->second));
    } else if (std::ranges::find(known, name.text) == known.end()) {
      const std::string slip = did_you_mean(name.text, known);
      log_.add(name, key_,
               fmt::format("unknown key {}{}", cited(name.text),
                           slip.empty() ? fmt::format("; known keys: {}", fmt::join(known, ", ")) : slip));
    } else if (entry.value->kind == Node::Kind::Null) {
      log_.add(name, this->key(name.text), "no value; add one (null and ~ need quotes) or remove the key");
    }
  }
}

const Node* Fields::find(std::string_view name) const {
  for (const Node::Entry& entry : node_.entries) {
    if (entry.key->kind == Node::Kind::Scalar && entry.key->text == name) {
      return entry.value->kind == Node::Kind::Null ? nullptr : entry.value.get();
    }
  }
  return nullptr;
}

std::string Fields::key(std::string_view name) const {
  return key_.empty() ? std::string(name) : fmt::format("{}.{}", key_, name);
}

void Fields::add(std::string_view name, const std::string& message) const {
  const Node* value = find(name);
  log_.add(value != nullptr ? *value : node_, key(name), message);
}

void Fields::require(std::string_view name, std::string_view what) const {
  const auto is_it = [&](const Node::Entry& entry) { return entry.key->text == name; };
  if (node_.kind != Node::Kind::Mapping || std::ranges::any_of(node_.entries, is_it)) return;
  log_.add(node_, key_, fmt::format("'{}' is missing: {}", name, what));
}

std::string Fields::line(std::string_view name) const {
  const Node* value = find(name);
  return value == nullptr ? "" : scalar(log_, *value, key(name), false).value_or("");
}

std::string Fields::text(std::string_view name) const {
  const Node* value = find(name);
  return value == nullptr ? "" : scalar(log_, *value, key(name), true).value_or("");
}

std::string Fields::id(std::string_view name) const {
  const Node* value = find(name);
  return value == nullptr ? "" : scalar_id(log_, *value, key(name)).value_or("");
}

std::string Fields::url(std::string_view name) const {
  const std::string text = line(name);
  if (text.empty()) return "";
  if (const auto wrong = what_is_wrong_with_url(text)) {
    add(name, *wrong);
    return "";
  }
  return text;
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t least, std::int64_t most) const {
  const std::string text = line(name);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    add(name, fmt::format("{} is not a whole number from {} to {}", cited(text), least, most));
    return std::nullopt;
  }
  return value;
}

std::optional<base::Rational> Fields::seconds(std::string_view name) const {
  const std::string text = line(name);
  if (text.empty()) return std::nullopt;
  const auto value = base::Rational::parse(text);
  if (!value || *value < base::Rational(0) || *value > base::Rational(kMaxSeconds)) {
    add(name, fmt::format("{} is not a time in seconds from 0 to {}, such as 1.5", cited(text), kMaxSeconds));
    return std::nullopt;
  }
  return value;
}

std::vector<const Node*> Fields::items(std::string_view name) const {
  std::vector<const Node*> nodes;
  const Node* value = find(name);
  if (value == nullptr) return nodes;
  if (value->kind != Node::Kind::Sequence) add(name, fmt::format("expected a list, found {}", name_of(value->kind)));
  for (const auto& item : value->items) nodes.push_back(item.get());
  return nodes;
}

std::optional<std::string> scalar(Log& log, const Node& node, const std::string& key, bool lines_allowed) {
  if (node.kind != Node::Kind::Scalar) {
    log.add(node, key, fmt::format("expected text, found {}", name_of(node.kind)));
    return std::nullopt;
  }
  const std::string& text = node.text;
  std::string wrong;
  if (text.empty()) wrong = "empty text; add a value or remove the key";
  if (text.size() > kMaxTextBytes) wrong = fmt::format("longer than {} bytes", kMaxTextBytes);
  // Escapes in double quotes, such as "\x07", may add bytes that are not allowed in the file itself.
  if (const auto bad = find_bad_byte(text)) wrong = bad->what;
  if (text.find('\r') != std::string::npos) wrong = "carriage return; remove it";
  if (!lines_allowed && text.find_first_of("\n\t") != std::string::npos)
    wrong = "contains a line break or tab; use a single line without tabs";
  if (text.find_first_not_of(" \n\t") == std::string::npos && wrong.empty()) wrong = "only whitespace";
  if (wrong.empty()) return text;
  log.add(node, key, wrong);
  return std::nullopt;
}

std::optional<std::string> scalar_id(Log& log, const Node& node, const std::string& key) {
  const auto text = scalar(log, node, key, false);
  if (!text || model::is_id(*text)) return text;
  log.add(node, key,
          fmt::format("{} is not a valid id (a-z, 0-9, '-' and '_', at most 64 characters, starts with a letter or "
                      "digit); try '{}'",
                      cited(*text), model::suggest_id(*text)));
  return std::nullopt;
}

std::string item_key(std::string_view list, std::size_t i) { return fmt::format("{}[{}]", list, i); }

void TakenIds::expect_new(const Fields& fields, const std::string& id) {
  if (id.empty()) return;
  const auto [before, is_new] = lines_.emplace(id, fields.node().line);
  if (!is_new) fields.add("id", fmt::format("duplicate id '{}', first used on line {}", id, before->second));
}

void require_format_1(const Fields& fields) {
  fields.require("format", "add 'format: 1'");
  const std::string format = fields.line("format");
  if (!format.empty() && format != "1") {
    fields.add("format", fmt::format("unknown format {}; this version reads format 1", cited(format)));
  }
}

}  // namespace manifest
