#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What a verb takes, as its help, its man page and the shells' completions show it.
struct OptionRow {
  std::string letter;                ///< "j" of -j, or empty
  std::vector<std::string> names;    ///< "jobs" of --jobs; the first is shown, the others are accepted
  std::string argument;              ///< "N", "FILE"; empty for a switch
  std::vector<std::string> choices;  ///< the values it takes, where they are few and known
  std::string text;                  ///< what it does, with its default; empty: accepted, but not shown
  bool repeats = false;

  const std::string& name() const { return names.empty() ? letter : names.front(); }
  bool shown() const { return !text.empty(); }
  /// "--jobs", or "-j" if that is all there is.
  std::string flag() const { return names.empty() ? "-" + letter : "--" + names.front(); }
};

struct OptionGroup {
  std::string title;
  std::vector<OptionRow> options;
};

/// What the values of an argument mean.
struct ValueList {
  struct Row {
    std::string value;
    std::string text;
  };
  std::string title;  ///< "Formats"
  std::vector<Row> rows;
};

struct VerbTable {
  std::string verb;         ///< "list", "baseline train"
  std::string synopsis;     ///< what follows the verb
  std::string description;  ///< paragraphs, with an empty line between
  std::vector<OptionRow> positionals;
  ValueList values = {};            ///< after the positional arguments
  std::vector<OptionGroup> groups;  ///< those that are used most come first
  std::vector<std::string> examples;

  /// The option of this name or letter, also that behind a positional argument; null where there is none.
  const OptionRow* find(std::string_view name) const;
};
