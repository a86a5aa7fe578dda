#include "manifest/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"
#include "manifest/text.h"

namespace manifest {
namespace {

constexpr std::size_t kAllComputed = static_cast<std::size_t>(-1);

}  // namespace

Names::Names(const Mapping& mapping, const std::vector<CsvTable>& tables, Log& log) : mapping_(mapping) {
  if (mapping.each == "file" || mapping.files) add(kFileName, {Place::Kind::File, 0, 0});
  for (std::size_t table = 0; table < tables.size(); ++table) {
    const auto& header = tables[table].header;
    for (std::size_t column = 0; column < header.size(); ++column) {
      const Place place{Place::Kind::Cell, table, column};
      for (const std::string& name : {header[column], fmt::format("#{}", column + 1)}) {
        if (name.empty()) continue;
        add(name, place);
        add(mapping.tables[table].name + "." + name, place);
      }
    }
  }
  for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
    const auto& [name, rule] = mapping.columns[i];
    if (places_.count(name) > 0) {
      log.add(
          {mapping.file, rule.line, rule.column, rule.key, "a sheet has a column with this name; choose another name"});
    }
    add(name, {Place::Kind::Computed, 0, i});
  }
  for (const auto& [name, place] : places_) known_.push_back(name);
  std::ranges::sort(known_);
  check_all(log);
}

void Names::add(const std::string& name, Place place) {
  const auto [there, is_new] = places_.emplace(name, place);
  if (!is_new) there->second.kind = Place::Kind::Ambiguous;
}

const Names::Place* Names::find(const std::string& name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &found->second;
}

// A known column followed by a bar and an unknown form.
std::string Names::no_column(const std::string& name) const {
  const std::size_t bar = name.find('|');
  if (bar != std::string::npos &&
      find(std::string(base::trimmed(std::string_view(name).substr(0, bar), " "))) != nullptr) {
    std::string_view rest = std::string_view(name).substr(bar);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('|', 1), rest.size());
      const std::string form(base::trimmed(rest.substr(1, end - 1), " "));
      rest.remove_prefix(end);
      if (std::ranges::find(form_names(), form) != form_names().end()) continue;
      return fmt::format("unknown form {}{} (known forms: {})", cited(form), did_you_mean(form, form_names()),
                         fmt::join(form_names(), ", "));
    }
  }
  return fmt::format("unknown column {}{}", cited(name), did_you_mean(name, known_));
}

void Names::check(const Rule& rule, Log& log, bool in_label, std::size_t computed) const {
  for (const std::string& name : rule.names()) {
    if (in_label && name == kLabelValue) continue;
    const Place* place = find(name);
    std::string wrong;
    if (place == nullptr) {
      wrong = no_column(name);
    } else if (place->kind == Place::Kind::Ambiguous) {
      wrong = fmt::format("ambiguous column {}; write {{table.{}}}, or its number as in {{#3}}", cited(name), name);
    } else if (place->kind == Place::Kind::Computed && place->column >= computed) {
      wrong = fmt::format("computed column {} must come before this one", cited(name));
    }
    if (!wrong.empty()) log.add({mapping_.file, rule.line, rule.column, rule.key, wrong});
  }
}

void Names::check_optional(const std::optional<Rule>& rule, Log& log, bool in_label) const {
  if (rule) check(*rule, log, in_label, kAllComputed);
}

void Names::check_all(Log& log) const {
  std::vector<const Lookup*> lookups;
  for (const Lookup& table : mapping_.tables) lookups.push_back(&table);
  if (mapping_.files) lookups.push_back(&*mapping_.files);
  for (const Lookup* lookup : lookups) {
    check_optional(lookup->only, log, false);
    check_optional(lookup->find, log, false);
    for (const Rule& rule : lookup->key) check(rule, log, false, kAllComputed);
  }
  for (std::size_t i = 0; i < mapping_.columns.size(); ++i) check(mapping_.columns[i].second, log, false, i);
  for (const Rules& source : mapping_.sources) {
    for (const auto& [key, rule] : source) check(rule, log, false, kAllComputed);
  }
  for (const auto& [key, rule] : mapping_.clip) check(rule, log, false, kAllComputed);
  for (const LabelRule& label : mapping_.labels) {
    check(label.axis, log, false, kAllComputed);
    check(label.value, log, false, kAllComputed);
    for (const auto* rule : {&label.by, &label.role, &label.evidence}) check_optional(*rule, log, true);
  }
}

void Item::set_row(std::size_t table, const CsvRow* row) {
  rows_[table] = row;
  looked_up_[table] = true;
  computed_.clear();
}

Outcome Item::cell(const Names::Place& place, const std::string& name) const {
  if (!looked_up_[place.table]) {
    return {"", fmt::format("{} is a column of '{}', which cannot be used here", cited(name),
                            names_.mapping().tables[place.table].name)};
  }
  const CsvRow* row = rows_[place.table];
  if (row == nullptr) return {};
  const std::string& text = row->cells[place.column];
  const auto& empty = names_.mapping().empty_words;
  constexpr std::size_t kMaxWordBytes = 64;
  if (!empty.empty() && text.size() <= kMaxWordBytes && empty.count(base::lower(text)) > 0) return {};
  return {text, ""};
}

Outcome Item::look_up(const std::string& name) const {
  const Names::Place* place = names_.find(name);
  if (place == nullptr) return {"", fmt::format("unknown column {}", cited(name))};
  if (place->kind == Names::Place::Kind::Cell) return cell(*place, name);
  if (place->kind == Names::Place::Kind::File) {
    return file_ == nullptr ? Outcome{"", "@file cannot be used here"} : Outcome{base::nfc(file_->path), ""};
  }
  const auto known = computed_.find(place->column);
  if (known != computed_.end()) return known->second;
  Outcome outcome = names_.mapping().columns[place->column].second.evaluate(*this);
  return computed_.emplace(place->column, std::move(outcome)).first->second;
}

}  // namespace manifest
