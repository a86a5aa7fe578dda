#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/node.h"
#include "manifest/problem.h"
#include "manifest/rule.h"

namespace manifest {

/// How the rows of a sheet, or files, are found for what a clip is made from.
struct Lookup {
  enum class Rows { One, Any, Many };

  std::string name;         ///< of the table; "files" for files
  char delimiter = 0;       ///< 0: found
  Rows rows = Rows::One;    ///< One: exactly one. Any: one or none. Many: one or more, which make one clip together
  bool report_rest = true;  ///< rows that nothing used are reported
  std::optional<Rule> only;
  std::vector<Rule> key;
  std::optional<Rule> find;
  int line = 0;  ///< where it stands in the mapping
  int column = 0;
};

struct LabelRule {
  Rule axis;
  Rule value;
  std::optional<Rule> by;
  std::optional<Rule> role;
  std::optional<Rule> evidence;
};

using Rules = std::vector<std::pair<std::string, Rule>>;

/// How a manifest is made from sheets and files: schema/mapping.schema.json and manifests/README.md describe the file.
struct Mapping {
  std::string file;                  ///< the name that problems carry
  std::shared_ptr<const Node> head;  ///< `manifest`: what the manifest begins with, as it stands there
  std::string each;                  ///< "file", or the name of a table: what a clip is made from
  std::optional<Lookup> files;
  std::vector<Lookup> tables;
  std::set<std::string> empty_words;  ///< in lower case: cells that mean nothing
  Rules columns;                      ///< computed, each from those before it
  std::vector<Rules> sources;
  Rules clip;  ///< by key: "id", "window.first", "attributes.doi"
  std::vector<LabelRule> labels;

  const Rule* clip_rule(std::string_view key) const;
};

/// Names that are no columns: the file's path; and, in what a label says beside its value, that value.
inline constexpr const char* kFileName = "@file";
inline constexpr const char* kLabelValue = "@value";

/// The keys of a manifest that a mapping states as they are.
const std::vector<std::string>& head_keys();

struct ParsedMapping {
  std::optional<Mapping> mapping;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// `file` is the name that problems carry.
ParsedMapping parse_mapping(std::string_view text, const std::string& file);

/// Gives the manifest another name.
void rename(Mapping& mapping, const std::string& name);

/// The text of a mapping for a folder without a sheet: a clip a file, of one source.
std::string plain_mapping(const std::string& name, const std::string& source_title, const std::string& licence);

}  // namespace manifest
