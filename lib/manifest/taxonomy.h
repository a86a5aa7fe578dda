#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/problem.h"

namespace manifest {

/// One value of an axis, with its definition.
struct Value {
  std::string id;
  std::string title;
  std::string definition;
  std::string source;  ///< a DOI, an arXiv id or a web page
  bool operator==(const Value&) const = default;
};

/// Nominal: unordered values. Ordinal: values from least to most. Presence: `present` or `absent`.
enum class AxisKind { Nominal, Ordinal, Presence };
std::string_view to_string(AxisKind kind);
std::optional<AxisKind> axis_kind_from(std::string_view text);

struct Axis {
  std::string id;
  std::string title;
  std::string definition;
  std::string source;
  AxisKind kind = AxisKind::Nominal;
  std::vector<Value> values;
  bool operator==(const Axis&) const = default;
};

/// Phrases in comments that say the same. The words of a phrase match in any case, whole and next to each other.
struct CommentPhrases {
  std::vector<std::string> phrases;
  std::vector<std::string> except;  ///< longer phrases with another meaning
  std::string axis;                 ///< that they are about; empty: they say that the clip should not be used
  std::vector<std::string> values;  ///< that fit them; another value on this axis contradicts
  bool operator==(const CommentPhrases&) const = default;
};

/// The axes and values that labels use. The axis `probe` names the kinds of transducers.
struct Taxonomy {
  std::string name;
  std::string title;
  std::string source;
  std::vector<Axis> axes;
  std::vector<CommentPhrases> comments;
  /// Null if there is none; valid as long as the taxonomy.
  const Axis* find_axis(std::string_view axis) const;
  const Value* find_value(std::string_view axis, std::string_view value) const;
  bool operator==(const Taxonomy&) const = default;
};

struct ParsedTaxonomy {
  std::optional<Taxonomy> taxonomy;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// Why a label does not fit the taxonomy, naming the axes or values there are; empty if it does.
std::string why_not(const Taxonomy& taxonomy, std::string_view axis, std::string_view value);

/// Parses a taxonomy; schema/taxonomies has examples. Reports every problem, not only the first. `file` is the file
/// name in problems.
ParsedTaxonomy parse_taxonomy(std::string_view text, const std::string& file);

/// A built-in taxonomy (from schema/taxonomies) by name.
std::optional<Taxonomy> built_in_taxonomy(std::string_view name);
std::vector<std::string> built_in_taxonomy_names();

}  // namespace manifest
