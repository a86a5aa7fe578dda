#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "command.h"
#include "verb_table.h"

struct Verb {
  std::string_view name;
  int (*run)(const Context&, const Words&);
  std::string_view does;  ///< one line; empty: not shown in help
};

/// An executable that brings verbs.
struct Program {
  std::string_view command;     ///< what is typed before a verb: "sonoset", "sonoset baseline"
  std::string_view executable;  ///< "sonoset", "sonoset-baseline"
  std::string_view version;
  std::string_view title;  ///< what it does, in one line
  std::string_view usage;
  std::string_view description;
  std::span<const Verb> verbs;
  std::string_view example;
};

/// Before the verb.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kGlobalOptions = {{
    {"-C DATASET", "Folder of the dataset (default: the current folder)"},
    {"-h, --help", "Show this help"},
    {"-q, --quiet", "Show errors only: no progress, no notes"},
    {"-v, --verbose", "Show progress even if stderr is not a terminal, and the elapsed time"},
    {"--version", "Show the version; with --verbose, also those of libraries"},
}};

inline constexpr std::string_view kExitStatus =
    "Exit status: 0: success; 1: finished or interrupted, with findings or failed items; 2: wrong usage or invalid "
    "input.";

struct GlobalOptions {
  Context context;
  bool help = false;
  bool version = false;
  std::size_t verb = 0;  ///< where the words go on
};

/// The options before the verb; sets the level of Console. Throws base::Error(InvalidInput).
GlobalOptions global_options(const Program& program, const Words& words);

/// Throws base::Error(InvalidInput) with a suggestion.
[[noreturn]] void throw_unknown_verb(const Program& program, const std::string& name);
/// Throws where there is none.
const Verb& find_verb(const Program& program, const std::string& name);

VerbTable table_of(const Verb& verb);

/// `--generate man DIR` and `--generate completion bash|zsh|fish`, which the build runs: not in help.
int generate(const Program& program, const Words& words);
