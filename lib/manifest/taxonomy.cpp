#include "manifest/taxonomy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "base/names.h"
#include "manifest/embedded_files.h"
#include "manifest/fields.h"
#include "manifest/text.h"

namespace manifest {
namespace {

constexpr std::string_view kExtension = ".yaml";

template <typename Named>
std::string ids_of(const std::vector<Named>& items) {
  std::string text;
  for (const Named& item : items) text += (text.empty() ? "" : ", ") + item.id;
  return text;
}

// Reports an id that was used before.
void expect_new(const Fields& fields, std::set<std::string>& seen, const std::string& id) {
  if (!id.empty() && !seen.insert(id).second) fields.add("id", fmt::format("duplicate id '{}'", id));
}

Value read_value(const Fields& fields) {
  fields.require("id", "the value that labels use");
  fields.require("definition", "a sentence that defines the value");
  return {fields.id("id"), fields.line("title"), fields.text("definition"), fields.text("source")};
}

AxisKind read_kind(const Fields& fields) {
  const std::string text = fields.line("kind");
  const auto kind = axis_kind_from(text);
  if (!kind && !text.empty()) fields.add("kind", fmt::format("{} is not nominal, ordinal or presence", cited(text)));
  return kind.value_or(AxisKind::Nominal);
}

void check_presence(const Fields& fields, const Axis& axis) {
  const auto has = [&](std::string_view id) {
    return std::ranges::any_of(axis.values, [&](const Value& value) { return value.id == id; });
  };
  if (axis.kind == AxisKind::Presence && (axis.values.size() != 2 || !has("present") || !has("absent"))) {
    fields.add("values", "an axis of kind presence needs the two values 'present' and 'absent'");
  }
}

Axis read_axis(const Fields& fields) {
  fields.require("id", "the name that labels use for the axis");
  fields.require("definition", "a sentence that defines the axis");
  fields.require("values", "the values that labels on this axis may have");
  Axis axis{fields.id("id"),       fields.line("title"), fields.text("definition"),
            fields.text("source"), read_kind(fields),    {}};
  std::set<std::string> seen;
  const auto values = fields.items("values");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Fields value(fields.log(), *values[i], item_key(fields.key("values"), i),
                       {"id", "title", "definition", "source"});
    axis.values.push_back(read_value(value));
    expect_new(value, seen, axis.values.back().id);
  }
  if (values.empty() && fields.has("values")) fields.add("values", "no values");
  check_presence(fields, axis);
  return axis;
}

std::vector<std::string> read_texts(const Fields& fields, std::string_view name) {
  std::vector<std::string> texts;
  const auto items = fields.items(name);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (auto text = scalar(fields.log(), *items[i], item_key(fields.key(name), i), false)) texts.push_back(*text);
  }
  return texts;
}

CommentPhrases read_phrases(const Fields& fields, const Taxonomy& taxonomy) {
  fields.require("phrases", "words that comments use");
  CommentPhrases phrases{read_texts(fields, "phrases"), read_texts(fields, "except"), fields.id("axis"),
                         read_texts(fields, "values")};
  if (phrases.axis.empty() != phrases.values.empty()) {
    fields.add(phrases.axis.empty() ? "axis" : "values", "'axis' and 'values' belong together");
  }
  for (const std::string& value : phrases.values) {
    if (const std::string why = why_not(taxonomy, phrases.axis, value); !why.empty()) fields.add("values", why);
  }
  return phrases;
}

Taxonomy read_taxonomy(const Fields& fields) {
  require_format_1(fields);
  fields.require("name", "an id for this taxonomy");
  fields.require("axes", "the axes that labels may use");
  Taxonomy taxonomy{fields.id("name"), fields.line("title"), fields.text("source"), {}, {}};
  std::set<std::string> seen;
  const auto axes = fields.items("axes");
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const Fields axis(fields.log(), *axes[i], item_key(fields.key("axes"), i),
                      {"id", "title", "definition", "kind", "source", "values"});
    taxonomy.axes.push_back(read_axis(axis));
    expect_new(axis, seen, taxonomy.axes.back().id);
  }
  if (axes.empty() && fields.has("axes")) fields.add("axes", "no axes");
  const auto comments = fields.items("comments");
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const Fields one(fields.log(), *comments[i], item_key(fields.key("comments"), i),
                     {"phrases", "except", "axis", "values"});
    taxonomy.comments.push_back(read_phrases(one, taxonomy));
  }
  return taxonomy;
}

// Parsed once, as every manifest needs them.
const std::map<std::string, Taxonomy, std::less<>>& built_in() {
  static const auto taxonomies = [] {
    std::map<std::string, Taxonomy, std::less<>> all;
    for (const EmbeddedFile& file : embedded_files()) {
      const std::size_t dot = file.name.rfind(kExtension);
      if (dot == std::string_view::npos) continue;
      ParsedTaxonomy parsed = parse_taxonomy(file.text, std::string(file.name));
      assert(parsed.taxonomy);
      all.emplace(file.name.substr(0, dot), *std::move(parsed.taxonomy));
    }
    return all;
  }();
  return taxonomies;
}

constexpr auto kAxisKindNames = base::names<AxisKind>(
    {{AxisKind::Nominal, "nominal"}, {AxisKind::Ordinal, "ordinal"}, {AxisKind::Presence, "presence"}});

}  // namespace

std::string_view to_string(AxisKind kind) { return base::name_of(kAxisKindNames, kind); }

std::optional<AxisKind> axis_kind_from(std::string_view text) { return base::value_of(kAxisKindNames, text); }

const Axis* Taxonomy::find_axis(std::string_view axis) const {
  const auto found = std::ranges::find(axes, axis, &Axis::id);
  return found == axes.end() ? nullptr : &*found;
}

const Value* Taxonomy::find_value(std::string_view axis, std::string_view value) const {
  const Axis* on = find_axis(axis);
  if (on == nullptr) return nullptr;
  const auto found = std::ranges::find(on->values, value, &Value::id);
  return found == on->values.end() ? nullptr : &*found;
}

ParsedTaxonomy parse_taxonomy(std::string_view text, const std::string& file) {
  ParsedTaxonomy parsed;
  const auto root = read_yaml(text, file, parsed.problems);
  if (!root) return parsed;
  Log log(file);
  Taxonomy taxonomy = read_taxonomy(Fields(log, *root, "", {"format", "name", "title", "source", "axes", "comments"}));
  if (log.empty()) parsed.taxonomy = std::move(taxonomy);
  parsed.problems = log.take();
  return parsed;
}

std::string why_not(const Taxonomy& taxonomy, std::string_view axis, std::string_view value) {
  const Axis* found = taxonomy.find_axis(axis);
  if (found == nullptr) {
    return fmt::format("taxonomy '{}' has no axis {}; use one of: {}", taxonomy.name, cited(axis),
                       ids_of(taxonomy.axes));
  }
  if (taxonomy.find_value(axis, value) != nullptr) return "";
  return fmt::format("axis '{}' has no value {}; use one of: {}", axis, cited(value), ids_of(found->values));
}

std::optional<Taxonomy> built_in_taxonomy(std::string_view name) {
  const auto found = built_in().find(name);
  return found == built_in().end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> built_in_taxonomy_names() {
  std::vector<std::string> names;
  for (const auto& [name, taxonomy] : built_in()) names.push_back(name);
  return names;
}

}  // namespace manifest
