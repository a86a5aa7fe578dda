#include "manifest/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/unicode.h"
#include "manifest/clip_reader.h"
#include "manifest/head_reader.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

const std::vector<std::string> kTopKeys = {"format", "manifest", "each",    "files", "tables",
                                           "empty",  "columns",  "sources", "clip"};
const std::vector<std::string> kWindowKeys = {"from", "to", "first", "last", "end"};
const std::vector<std::string> kRegionKeys = {"x", "y", "left", "top", "width", "height", "size", "right", "bottom"};
constexpr std::size_t kMaxTables = 16;
constexpr std::size_t kMaxRules = 1'000;

std::optional<Rule> read_rule(const Fields& fields, std::string_view name) {
  const Node* node = fields.find(name);
  if (node == nullptr) return std::nullopt;
  return Rule::read(fields.log(), *node, fields.key(name));
}

// Reads the rules under those of `keys` that are present, in the order of `keys`.
void read_rules(const Fields& fields, const std::vector<std::string>& keys, const std::string& prefix, Rules& rules) {
  for (const std::string& key : keys) {
    if (auto rule = read_rule(fields, key)) rules.emplace_back(prefix + key, std::move(*rule));
  }
}

// A mapping whose keys are data.
std::optional<Fields> open_mapping(const Fields& fields, std::string_view name) {
  const Node* node = fields.find(name);
  if (node == nullptr) return std::nullopt;
  if (node->entries.size() > kMaxRules) {
    fields.add(name, fmt::format("more than {} entries", kMaxRules));
    return std::nullopt;
  }
  return std::optional<Fields>(std::in_place, fields.log(), *node, fields.key(name), keys_of(*node));
}

char delimiter_of(const Fields& fields) {
  const std::string word = fields.line("delimiter");
  if (word.empty()) return 0;
  if (word == "comma") return ',';
  if (word == "semicolon") return ';';
  if (word == "tab") return '\t';
  fields.add("delimiter", fmt::format("{} is not comma, semicolon or tab", cited(word)));
  return 0;
}

Lookup::Rows rows_of(const Fields& fields) {
  const std::string word = fields.line("rows");
  if (word.empty() || word == "one") return Lookup::Rows::One;
  if (word == "any") return Lookup::Rows::Any;
  if (word == "many") return Lookup::Rows::Many;
  fields.add("rows", fmt::format("{} is not one, any or many", cited(word)));
  return Lookup::Rows::One;
}

bool report_rest_of(const Fields& fields) {
  const std::string word = fields.line("rest");
  if (!word.empty() && word != "report" && word != "ignore") {
    fields.add("rest", fmt::format("{} is not report or ignore", cited(word)));
  }
  return word != "ignore";
}

void read_key(const Fields& fields, Lookup& lookup) {
  const Node* node = fields.find("key");
  if (node == nullptr) return;
  if (node->kind != Node::Kind::Sequence) {
    lookup.key.push_back(Rule::read(fields.log(), *node, fields.key("key")));
    return;
  }
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    lookup.key.push_back(Rule::read(fields.log(), *node->items[i], item_key(fields.key("key"), i)));
  }
}

Lookup read_lookup(const Fields& fields, const std::string& name, bool is_each) {
  Lookup lookup;
  lookup.name = name;
  lookup.line = fields.node().line;
  lookup.column = fields.node().column;
  lookup.delimiter = name == "files" ? '\0' : delimiter_of(fields);
  lookup.rows = rows_of(fields);
  lookup.report_rest = report_rest_of(fields);
  lookup.only = read_rule(fields, "only");
  read_key(fields, lookup);
  lookup.find = read_rule(fields, "find");
  if (is_each) {
    if (fields.has("key") || fields.has("find")) {
      fields.add(fields.has("key") ? "key" : "find",
                 "not allowed here: clips are made from this table; 'key' and 'find' are for other tables");
    }
  } else {
    fields.require("key", "the key of a row, such as \"{Filename|lower}\"");
    fields.require("find", "the key to look for, such as \"{@file|stem|lower}\"");
  }
  return lookup;
}

void read_tables(const Fields& fields, Mapping& mapping) {
  if (const auto tables = open_mapping(fields, "tables")) {
    for (const std::string& name : keys_of(tables->node())) {
      const Node* node = tables->find(name);
      if (node == nullptr) continue;
      if (!model::is_id(name) || name == "file" || name == "files") {
        tables->add(name, fmt::format("{} cannot name a table; use an id other than file and files", cited(name)));
      }
      const Fields table(fields.log(), *node, tables->key(name), {"delimiter", "rows", "rest", "only", "key", "find"});
      mapping.tables.push_back(read_lookup(table, name, name == mapping.each));
    }
    if (mapping.tables.size() > kMaxTables) fields.add("tables", fmt::format("more than {} tables", kMaxTables));
  }
  const auto named = [&](const Lookup& table) { return table.name == mapping.each; };
  if (!mapping.each.empty() && mapping.each != "file" && std::ranges::none_of(mapping.tables, named)) {
    fields.add("each", fmt::format("{} is neither 'file' nor one of 'tables'", cited(mapping.each)));
  }
  if (const Node* node = fields.find("files")) {
    const Fields files(fields.log(), *node, "files", {"rest", "only", "key", "find"});
    mapping.files = read_lookup(files, "files", mapping.each == "file");
  }
}

void read_empty_words(const Fields& fields, Mapping& mapping) {
  const auto items = fields.items("empty");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto word = scalar(fields.log(), *items[i], fmt::format("empty[{}]", i), true);
    if (word) mapping.empty_words.insert(base::lower(*word));
  }
}

void read_columns(const Fields& fields, Mapping& mapping) {
  const auto columns = open_mapping(fields, "columns");
  if (!columns) return;
  for (const std::string& name : keys_of(columns->node())) {
    if (name.starts_with('@') || name.find('.') != std::string::npos) {
      columns->add(name, "the name of a computed column must not start with '@' or contain '.'");
    }
    if (auto rule = read_rule(*columns, name)) mapping.columns.emplace_back(name, std::move(*rule));
  }
}

void read_sources(const Fields& fields, Mapping& mapping) {
  const auto items = fields.items("sources");
  if (items.size() > kMaxRules) return fields.add("sources", fmt::format("more than {} sources", kMaxRules));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fields item(fields.log(), *items[i], fmt::format("sources[{}]", i), source_keys());
    item.require("id", "the name that clips use for the source");
    Rules rules;
    read_rules(item, source_keys(), "", rules);
    mapping.sources.push_back(std::move(rules));
  }
  if (items.empty() && fields.has("sources")) fields.add("sources", "no sources");
}

LabelRule read_label_rule(const Fields& fields) {
  fields.require("axis", "what the label is about");
  fields.require("value", "the value of the label");
  LabelRule rule;
  if (auto axis = read_rule(fields, "axis")) rule.axis = std::move(*axis);
  if (auto value = read_rule(fields, "value")) rule.value = std::move(*value);
  rule.by = read_rule(fields, "by");
  rule.role = read_rule(fields, "role");
  rule.evidence = read_rule(fields, "evidence");
  return rule;
}

void read_labels(const Fields& fields, Mapping& mapping) {
  const Node* node = fields.find("labels");
  if (node == nullptr) return;
  if (node->kind == Node::Kind::Sequence) {
    const auto items = fields.items("labels");
    if (items.size() > kMaxRules) return fields.add("labels", fmt::format("more than {} labels", kMaxRules));
    for (std::size_t i = 0; i < items.size(); ++i) {
      mapping.labels.push_back(read_label_rule(Fields(fields.log(), *items[i], fmt::format("clip.labels[{}]", i),
                                                      {"axis", "value", "by", "role", "evidence"})));
    }
    return;
  }
  const auto axes = open_mapping(fields, "labels");
  if (!axes) return;
  for (const Node::Entry& entry : axes->node().entries) {
    auto value = read_rule(*axes, entry.key->text);
    if (!value) continue;
    LabelRule rule;
    rule.axis = Rule::read(fields.log(), *entry.key, "clip.labels");
    rule.value = std::move(*value);
    mapping.labels.push_back(std::move(rule));
  }
}

void read_group(const Fields& fields, const std::string& name, const std::vector<std::string>& keys, Rules& rules) {
  const Node* node = fields.find(name);
  if (node != nullptr) read_rules(Fields(fields.log(), *node, fields.key(name), keys), keys, name + ".", rules);
}

void read_clip_rules(const Fields& fields, Mapping& mapping) {
  const Node* node = fields.find("clip");
  if (node == nullptr) return;
  const Fields clip(fields.log(), *node, "clip", clip_keys());
  std::vector<std::string> plain = clip_keys();
  for (const auto& nested : {"window", "region", "labels", "attributes"}) {
    std::erase(plain, nested);
  }
  read_rules(clip, plain, "", mapping.clip);
  read_group(clip, "window", kWindowKeys, mapping.clip);
  read_group(clip, "region", kRegionKeys, mapping.clip);
  read_labels(clip, mapping);
  if (const auto attributes = open_mapping(clip, "attributes")) {
    read_rules(*attributes, keys_of(attributes->node()), "attributes.", mapping.clip);
  }
  if (mapping.each != "file" && !mapping.clip_rule("id")) {
    clip.add("id", "'id' is missing: a permanent name for the clip, such as \"{File|stem}\"");
  }
}

std::shared_ptr<const Node> find_shared(const Node& node, std::string_view name) {
  for (const Node::Entry& entry : node.entries) {
    if (entry.key->text == name) return entry.value;
  }
  return nullptr;
}

}  // namespace

const std::vector<std::string>& head_keys() {
  static const std::vector<std::string> keys = {"name", "title", "description", "taxonomy", "licences", "same_as"};
  return keys;
}

const Rule* Mapping::clip_rule(std::string_view key) const {
  const auto found = std::ranges::find_if(clip, [&](const auto& one) { return one.first == key; });
  return found == clip.end() ? nullptr : &found->second;
}

ParsedMapping parse_mapping(std::string_view text, const std::string& file) {
  ParsedMapping parsed;
  const auto root = read_yaml(base::nfc(text), file, parsed.problems);
  if (!root) return parsed;
  Log log(file);
  const Fields fields(log, *root, "", kTopKeys);
  require_format_1(fields);
  fields.require("manifest", "the head of the manifest, at least its name");
  fields.require("each", "'file' or the table whose rows make clips");
  fields.require("sources", "where the clips come from");
  fields.require("clip", "the rules for the keys of a clip");
  Mapping mapping;
  mapping.file = file;
  mapping.each = fields.line("each");
  if (const Node* head = fields.find("manifest")) {
    const Fields in_head(log, *head, "manifest", head_keys());
    in_head.require("name", "an id for the manifest; ids of subjects and cases are scoped to it");
    in_head.id("name");
    mapping.head = find_shared(*root, "manifest");
  }
  read_tables(fields, mapping);
  read_empty_words(fields, mapping);
  read_columns(fields, mapping);
  read_sources(fields, mapping);
  read_clip_rules(fields, mapping);
  if (log.empty()) parsed.mapping = std::move(mapping);
  parsed.problems = log.take();
  return parsed;
}

void rename(Mapping& mapping, const std::string& name) {
  auto head = std::make_shared<Node>(*mapping.head);
  for (Node::Entry& entry : head->entries) {
    if (entry.key->text != "name") continue;
    auto value = std::make_shared<Node>(*entry.value);
    value->text = name;
    entry.value = std::move(value);
  }
  mapping.head = std::move(head);
}

std::string plain_mapping(const std::string& name, const std::string& source_title, const std::string& licence) {
  // JSON strings are valid YAML; braces are doubled, as the title is a template.
  const auto quoted = [](std::string_view text) {
    std::string literal;
    for (const char c : text) literal.append(c == '{' || c == '}' ? 2 : 1, c);
    return nlohmann::json(literal).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  std::string text = fmt::format("format: 1\nmanifest: {{name: {}}}\neach: file\nclip: {{}}\nsources:\n", quoted(name));
  text += fmt::format("  - id: {}\n    title: {}\n", quoted(model::suggest_id(source_title)), quoted(source_title));
  if (!licence.empty()) text += fmt::format("    licence: {}\n", quoted(licence));
  return text;
}

}  // namespace manifest
