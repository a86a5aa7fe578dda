#pragma once

// A vector argument must not be split at commas: file names have them.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <cxxopts.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "command.h"
#include "verb_table.h"

/// What a verb takes: parsing opens nothing. Every verb has --help, with examples.
class Arguments {
 public:
  /// `synopsis`: the words after the verb. `examples`: whole command lines.
  Arguments(const std::string& verb, const std::string& synopsis, const std::string& description,
            std::vector<std::string> examples);

  /// Options without a group come first in help; the others follow under their group's title. The last argument of an
  /// option names its value: FILE, DIR, CLIP, SPLIT and COLUMN are completed as such, "a|b|c" are its choices. An
  /// option without a description is accepted, but not shown.
  cxxopts::OptionAdder add(const std::string& group = "");
  /// The named options that take the words without a dash, in order; the last may be a vector and take the rest.
  void positional(const std::vector<std::string>& names);

  /// Explains the values of an argument, in help and on the man page.
  void explain(ValueList values) { values_ = std::move(values); }

  /// Nothing: --help was given, and has been printed. Throws base::Error(InvalidInput) for words that do not fit, and
  /// where one of `required` is missing. --quiet and --verbose are set here.
  std::optional<cxxopts::ParseResult> parse(const Words& words, const std::vector<std::string>& required = {});

  /// What a verb takes: `run` calls it, and it ends where it parses its words.
  static VerbTable table_of(const std::function<void()>& run);

 private:
  VerbTable table() const;
  cxxopts::ParseResult parsed(const VerbTable& table, const Words& words);

  std::string verb_;
  std::string synopsis_;
  std::string description_;
  std::vector<std::string> examples_;
  std::vector<std::string> groups_;
  std::vector<std::string> positionals_;
  ValueList values_;
  cxxopts::Options options_;
  static VerbTable* described_;  ///< where table_of waits for it
};
