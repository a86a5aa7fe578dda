#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "manifest/fields.h"
#include "manifest/pattern.h"
#include "manifest/template.h"

namespace manifest {

/// How to make a text from a row; mappings consist of rules. Templates are filled and joined; then the whole text must
/// match a pattern; then a map replaces it. Besides columns, rules may name the groups of the pattern (in `to` and
/// `map`) and "@value", the text before the step (in `to`, `otherwise` and `map`).
class Rule {
 public:
  /// Reads a template, or a mapping of from, join, match, to, map, otherwise and default. Reports problems to `log`.
  static Rule read(Log& log, const Node& node, const std::string& key);

  /// Empty if `from` is empty and there is no `default`. Wrong if the pattern or map does not match and there is no
  /// `otherwise`.
  Outcome evaluate(const Scope& scope) const;
  /// The names that `scope` must resolve.
  std::vector<std::string> names() const;
  /// The text, if it is constant.
  std::optional<std::string> literal() const;

  int line = 0;  ///< in the mapping
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
  std::map<std::string, Template> map_;  ///< by value in lower case
  bool has_map_ = false;
  std::optional<Template> otherwise_;
  std::optional<Template> default_;
};

}  // namespace manifest
