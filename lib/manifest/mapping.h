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

/// How to find the rows of a sheet, or files, that belong to a clip.
struct Lookup {
  enum class Rows { One, Any, Many };

  std::string name;         ///< the table; "files" for files
  char delimiter = 0;       ///< 0: detected
  Rows rows = Rows::One;    ///< One: exactly one. Any: none or one. Many: one or more, merged into one clip
  bool report_rest = true;  ///< report unused rows
  std::optional<Rule> only;
  std::vector<Rule> key;
  std::optional<Rule> find;
  int line = 0;  ///< in the mapping
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

/// How to make a manifest from sheets and files. schema/mapping.schema.json and manifests/README.md describe the file.
struct Mapping {
  std::string file;                  ///< the file name in problems
  std::shared_ptr<const Node> head;  ///< `manifest`: the head of the manifest, as written
  std::string each;                  ///< "file", or the table whose rows make clips
  std::optional<Lookup> files;
  std::vector<Lookup> tables;
  std::set<std::string> empty_words;  ///< cells that count as empty, in lower case
  Rules columns;                      ///< computed columns; each may use those before it
  std::vector<Rules> sources;
  Rules clip;  ///< by key: "id", "window.first", "attributes.doi"
  std::vector<LabelRule> labels;

  const Rule* clip_rule(std::string_view key) const;
};

/// Names that are not columns: the path of the file, and the label's value (in the other rules of a label).
inline constexpr const char* kFileName = "@file";
inline constexpr const char* kLabelValue = "@value";

/// The keys of a manifest that a mapping copies as written.
const std::vector<std::string>& head_keys();

struct ParsedMapping {
  std::optional<Mapping> mapping;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// `file` is the file name in problems.
ParsedMapping parse_mapping(std::string_view text, const std::string& file);

/// Changes the name of the manifest.
void rename(Mapping& mapping, const std::string& name);

/// The text of a mapping for a folder without a sheet: one clip per file, all of one source.
std::string plain_mapping(const std::string& name, const std::string& source_title, const std::string& licence);

}  // namespace manifest
