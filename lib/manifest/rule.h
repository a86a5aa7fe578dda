#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "manifest/fields.h"
#include "manifest/pattern.h"
#include "manifest/template.h"

namespace manifest {

/// How a text is made from a row: the one building block of mappings. Templates, joined; then a pattern that all of it
/// has to match; then a map of values. Names that a rule uses beside columns: the groups of its pattern in `to` and
/// `map`, and "@value", what it had before, in `to`, `otherwise` and `map`.
class Rule {
 public:
  /// From a template, or a mapping of from, join, match, to, map, otherwise, default. Notes what is wrong.
  static Rule read(Log& log, const Node& node, const std::string& key);

  /// Nothing where `from` is nothing (else `default`). Wrong where the pattern or map does not know the text and there
  /// is no `otherwise`.
  Outcome evaluate(const Scope& scope) const;
  /// The names that have to come from outside.
  std::vector<std::string> names() const;
  /// The text, where it depends on nothing.
  std::optional<std::string> literal() const;

  int line = 0;  ///< where it stands in the mapping
  int column = 0;
  std::string key;

 private:
  std::optional<Template> read_template(Log& log, const Node& node, const std::string& at);
  void read_from(const Fields& fields);
  void read_map(const Fields& fields);
  void read_whole(const Fields& fields);
  Outcome joined(const Scope& scope) const;
  Outcome changed(const std::string& text, const Scope& scope) const;

  std::vector<Template> from_;
  std::string join_ = " ";
  std::optional<Pattern> match_;
  std::optional<Template> to_;
  std::map<std::string, Template> map_;  ///< by the value in lower case
  bool has_map_ = false;
  std::optional<Template> otherwise_;
  std::optional<Template> default_;
};

}  // namespace manifest
