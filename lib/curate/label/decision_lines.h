#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"

/// decisions.jsonl: a decision per line.
namespace curate {

/// A decision as JSON with sorted keys: what an undo repeats.
std::string to_json(const catalog::Decision& decision);
/// The same as a line of the file: characters that would hide or turn others are escaped.
std::string to_line(const catalog::Decision& decision);
/// Throws InvalidInput with the reason in a line.
catalog::Decision parse_decision(std::string_view line);

/// The decision that one of kind "undo" undoes.
catalog::Decision undone_by(const catalog::Decision& undo);

/// A line that cannot be applied.
struct WrongLine {
  int number = 0;   ///< from 1
  std::string why;  ///< one line
};

struct DecisionLines {
  std::vector<std::pair<int, catalog::Decision>> decisions;  ///< with their line, in order
  std::vector<WrongLine> wrong;
};

/// All lines of the file, which may be missing. A last line without a line feed counts as one: it is a decision, or was
/// cut off and is wrong. Of lines that are the same the first counts.
DecisionLines read_decisions(const std::filesystem::path& file);

/// The decisions of the catalog, checked as lines are: splits have only their name there. Throws Corrupt.
std::vector<catalog::Decision> kept_decisions(catalog::Catalog& catalog);

}  // namespace curate
