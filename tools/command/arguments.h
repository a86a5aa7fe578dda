#pragma once

// A vector argument must not be split at commas: file names have them.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <cxxopts.hpp>
#include <optional>
#include <string>
#include <vector>

#include "command.h"

/// What a verb takes: parsing opens nothing. Every verb has --help, with examples.
class Arguments {
 public:
  /// `synopsis`: the words behind the verb. `examples`: whole command lines.
  Arguments(const std::string& verb, const std::string& synopsis, const std::string& description,
            std::vector<std::string> examples);

  /// Options without a group are the common ones, and come first in help; the others under their group's title.
  cxxopts::OptionAdder add(const std::string& group = "") { return options_.add_options(group); }
  /// The named options that take the words without a dash, in order; the last may be a vector and take the rest.
  void positional(const std::vector<std::string>& names);

  /// Nothing: --help was asked for, and has been printed. Throws base::Error(InvalidInput) for words that do not fit,
  /// and where one of `required` is missing.
  std::optional<cxxopts::ParseResult> parse(const Words& words, const std::vector<std::string>& required = {});

 private:
  std::string help() const;

  std::string verb_;
  std::string synopsis_;
  std::vector<std::string> examples_;
  cxxopts::Options options_;
};
