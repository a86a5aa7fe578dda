#include "completion.h"

#include <fmt/format.h>

#include "base/error.h"

ValueKind value_kind(const OptionRow& row) {
  if (!row.choices.empty()) return ValueKind::Choices;
  const std::string& word = row.argument;
  for (const char* file : {"FILE", "MANIFEST", "MAPPING", "OUT", "DATASET|INDEX", "RUN|DIR"}) {
    if (word == file) return ValueKind::File;
  }
  if (word == "DIR") return ValueKind::Folder;
  if (word == "CLIP") return ValueKind::Clip;
  if (word == "SPLIT") return ValueKind::Split;
  if (word == "ID") return ValueKind::Id;
  if (word == "COLUMN" || word.starts_with("COLUMN=")) return ValueKind::Column;
  return ValueKind::Any;
}

std::string_view last_word(const VerbTable& table) {
  const std::string_view verb = table.verb;
  return verb.substr(verb.rfind(' ') + 1);
}

std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::vector<std::pair<std::string, std::string>> shown_verbs(const Program& program) {
  std::vector<std::pair<std::string, std::string>> verbs;
  for (const Verb& verb : program.verbs) {
    if (!verb.does.empty()) verbs.emplace_back(verb.name, verb.does);
  }
  return verbs;
}

std::string completion(const Program& program, const std::vector<VerbTable>& verbs, std::string_view shell) {
  if (shell == "bash") return bash_completion(program, verbs);
  if (shell == "zsh") return zsh_completion(program, verbs);
  if (shell == "fish") return fish_completion(program, verbs);
  throw base::Error(base::Code::InvalidInput, fmt::format("no completion for '{}'; use bash, zsh or fish", shell));
}
