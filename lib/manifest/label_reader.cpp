#include "manifest/label_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/template.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

// A taxonomy may have very many values, and each clip a wrong one.
constexpr std::size_t kMaxCompared = 200;
constexpr std::size_t kMaxListed = 30;

/// Ids of a taxonomy for a message.
struct Ids {
  std::vector<std::string> first;
  std::size_t count = 0;

  std::string listed() const {
    const auto shown = static_cast<std::ptrdiff_t>(std::min(first.size(), kMaxListed));
    std::string text = fmt::format("{}", fmt::join(first.begin(), first.begin() + shown, ", "));
    if (count > kMaxListed) text += fmt::format(" and {} more", count - kMaxListed);
    return text;
  }
};

template <typename Items>
Ids ids_of(const Items& items) {
  Ids ids;
  ids.count = items.size();
  for (std::size_t i = 0; i < std::min(items.size(), kMaxCompared); ++i) ids.first.push_back(items[i].id);
  return ids;
}

// Why the taxonomy does not allow the label; empty if it does.
std::string what_is_wrong(const Taxonomy& taxonomy, const std::string& axis, const std::string& value) {
  const Axis* found = taxonomy.find_axis(axis);
  if (found == nullptr) {
    const auto axes = ids_of(taxonomy.axes);
    return fmt::format("taxonomy '{}' has no axis {}{} (axes: {})", taxonomy.name, cited(axis),
                       did_you_mean(axis, axes.first), axes.listed());
  }
  if (value.empty() || taxonomy.find_value(axis, value) != nullptr) return "";
  const auto values = ids_of(found->values);
  const auto number = plain_number(value);
  const std::string meant = number && taxonomy.find_value(axis, *number) != nullptr ? *number : value;
  return fmt::format("axis '{}' has no value {}{} (values: {})", axis, cited(value), did_you_mean(meant, values.first),
                     values.listed());
}

// Far more than a clip needs; bounds the work on hostile lists.
constexpr std::size_t kMaxEntries = 256;

bool is_short(const Fields& fields, std::string_view name, const Node& node) {
  if (node.entries.size() <= kMaxEntries && node.items.size() <= kMaxEntries) return true;
  fields.add(name, fmt::format("more than {} entries", kMaxEntries));
  return false;
}

void check_keys_are_ids(const Fields& fields) {
  for (const Node::Entry& entry : fields.node().entries) {
    if (entry.key->kind == Node::Kind::Scalar) scalar_id(fields.log(), *entry.key, fields.own_key());
  }
}

// A word that is checked against the taxonomy later; without a taxonomy, any id.
std::string read_word(const Fields& fields, std::string_view name, const Taxonomy* taxonomy) {
  return taxonomy == nullptr ? fields.id(name) : fields.line(name);
}

std::vector<model::Label> read_mapping(const Fields& fields, const Taxonomy* taxonomy) {
  std::vector<model::Label> labels;
  for (const std::string& axis : keys_of(fields.node())) {
    const std::string value = read_word(fields, axis, taxonomy);
    if (value.empty()) continue;
    check_value(fields, axis, taxonomy, axis, value);
    if (!model::is_id(axis)) continue;
    labels.push_back({axis, value, "", "", model::Role::Manifest});
  }
  return labels;
}

model::Label read_label(const Fields& fields, const Taxonomy* taxonomy) {
  fields.require("axis", "what the label is about");
  fields.require("value", "the value of the label");
  model::Label label{read_word(fields, "axis", taxonomy), read_word(fields, "value", taxonomy), fields.line("by"),
                     fields.text("evidence"), model::Role::Manifest};
  const std::string role = fields.line("role");
  if (role == "annotator") {
    label.role = model::Role::Annotator;
  } else if (!role.empty() && role != "manifest") {
    fields.add("role",
               fmt::format("{} is not manifest or annotator; curators use 'sonoset label' instead", cited(role)));
  }
  if (!label.axis.empty())
    check_value(fields, label.value.empty() ? "axis" : "value", taxonomy, label.axis, label.value);
  return label;
}

bool contradict(const model::Label& a, const model::Label& b) {
  return a.axis == b.axis && a.by == b.by && a.role == b.role;
}

std::vector<model::Label> read_list(const Fields& fields, const Taxonomy* taxonomy) {
  std::vector<model::Label> labels;
  const auto items = fields.items("labels");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fields item(fields.log(), *items[i], item_key(fields.key("labels"), i),
                      {"axis", "value", "by", "role", "evidence"});
    model::Label label = read_label(item, taxonomy);
    if (label.axis.empty() || label.value.empty()) continue;
    const auto same = [&](const model::Label& other) { return contradict(label, other); };
    if (std::ranges::any_of(labels, same)) {
      item.add("axis", fmt::format("duplicate label on '{}' by the same person; remove one", label.axis));
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace

void check_value(const Fields& fields, std::string_view name, const Taxonomy* taxonomy, const std::string& axis,
                 const std::string& value) {
  if (taxonomy == nullptr) return;
  const std::string wrong = what_is_wrong(*taxonomy, axis, value);
  if (!wrong.empty()) fields.add(name, wrong);
}

std::vector<model::Label> read_labels(const Fields& fields, const Taxonomy* taxonomy) {
  const Node* node = fields.find("labels");
  if (node == nullptr || !is_short(fields, "labels", *node)) return {};
  std::vector<model::Label> labels;
  if (node->kind == Node::Kind::Mapping) {
    const Fields mapping(fields.log(), *node, fields.key("labels"), keys_of(*node));
    if (taxonomy == nullptr) check_keys_are_ids(mapping);
    labels = read_mapping(mapping, taxonomy);
  } else {
    labels = read_list(fields, taxonomy);
  }
  std::ranges::sort(labels);
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

void merge_labels(std::vector<model::Label>& labels, const std::vector<model::Label>& own) {
  const auto replaced = [&](const model::Label& label) {
    return std::ranges::any_of(own, [&](const model::Label& other) { return other.axis == label.axis; });
  };
  std::erase_if(labels, replaced);
  labels.insert(labels.end(), own.begin(), own.end());
  std::ranges::sort(labels);
}

std::map<std::string, std::string> read_attributes(const Fields& fields) {
  std::map<std::string, std::string> attributes;
  const Node* node = fields.find("attributes");
  if (node == nullptr || !is_short(fields, "attributes", *node)) return attributes;
  const Fields mapping(fields.log(), *node, fields.key("attributes"), keys_of(*node));
  check_keys_are_ids(mapping);
  for (const std::string& key : keys_of(*node)) {
    const std::string value = mapping.text(key);
    if (!value.empty() && model::is_id(key)) attributes.emplace(key, value);
  }
  return attributes;
}

}  // namespace manifest
