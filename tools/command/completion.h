#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program.h"
#include "verb_table.h"

/// What the value of an option or an argument is completed with.
enum class ValueKind { Any, File, Folder, Clip, Split, Id, Column, Choices };
ValueKind value_kind(const OptionRow& row);

/// A completion script for bash, zsh or fish. Throws base::Error(InvalidInput) for another shell.
std::string completion(const Program& program, const std::vector<VerbTable>& verbs, std::string_view shell);
std::string bash_completion(const Program& program, const std::vector<VerbTable>& verbs);
std::string zsh_completion(const Program& program, const std::vector<VerbTable>& verbs);
std::string fish_completion(const Program& program, const std::vector<VerbTable>& verbs);

/// The last word of a verb: "train" of "baseline train".
std::string_view last_word(const VerbTable& table);
/// `text` in single quotes for a shell.
std::string in_single_quotes(std::string_view text);
/// The verbs of a program that are shown, and what they do.
std::vector<std::pair<std::string, std::string>> shown_verbs(const Program& program);
