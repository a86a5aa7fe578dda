#pragma once

#include <string>
#include <utility>
#include <vector>

#include "command.h"
#include "verb_table.h"

/// An option that was given, and its value.
using GivenValue = std::pair<const OptionRow*, std::string>;

/// Checks a verb's words against what it takes, before they are parsed: the values given to options. Throws
/// base::Error(InvalidInput) for unknown options, with a suggestion, and for values that are missing or too many.
std::vector<GivenValue> check_words(const VerbTable& table, const Words& words);

/// The error for an option that does not exist; `place` is where help is: "sonoset list".
[[noreturn]] void throw_unknown_option(const std::string& word, const std::vector<std::string>& known,
                                       const std::string& place);
