#include <fmt/format.h>

#include "completion.h"

namespace {

// Between the brackets and colons of a specification of _arguments.
std::string escaped_zsh(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action_of(const OptionRow& row) {
  switch (value_kind(row)) {
    case ValueKind::File:
      return "_files";
    case ValueKind::Folder:
      return "_files -/";
    case ValueKind::Clip:
      return "_sonoset_rows clips";
    case ValueKind::Split:
      return "_sonoset_rows splits";
    case ValueKind::Id:
      return "_sonoset_rows clips splits";
    case ValueKind::Choices:
      return fmt::format("({})", fmt::join(row.choices, " "));
    case ValueKind::Column:
    case ValueKind::Any:
      break;
  }
  return " ";
}

std::string value_of(const OptionRow& row) {
  return row.argument.empty() ? "" : fmt::format(":{}:{}", escaped_zsh(row.argument), action_of(row));
}

std::string option_specs(const OptionRow& option) {
  std::string both;
  if (!option.letter.empty() && !option.names.empty()) both = fmt::format("(-{} {})", option.letter, option.flag());
  const std::string before = option.repeats ? "*" : both;
  const std::string after = fmt::format("[{}]{}", escaped_zsh(option.text), value_of(option));
  std::string out;
  if (!option.names.empty()) {
    out += " \\\n        " + in_single_quotes(before + option.flag() + (option.argument.empty() ? "" : "=") + after);
  }
  if (!option.letter.empty()) out += " \\\n        " + in_single_quotes(before + "-" + option.letter + after);
  return out;
}

std::string verb_case(const VerbTable& table) {
  std::string out = fmt::format("    {})\n      _arguments -s", last_word(table));
  for (const OptionGroup& group : table.groups) {
    for (const OptionRow& option : group.options) {
      if (option.shown()) out += option_specs(option);
    }
  }
  for (const OptionRow& row : table.positionals) {
    out += " \\\n        " +
           in_single_quotes(fmt::format("{}:{}:{}", row.repeats ? "*" : "", escaped_zsh(row.argument), action_of(row)));
  }
  return out + "\n      ;;\n";
}

constexpr const char* kRows = R"sh(
# Ids of the dataset that -C names.
_sonoset_rows() {
  local -a ids
  local kind
  for kind; do
    ids+=(${${(f)"$(sonoset -C ${sonoset_dataset:-.} list $kind --limit 1000 --format csv 2>/dev/null)"}[2,-1]%%,*})
  done
  compadd -- $ids
}
)sh";

}  // namespace

std::string zsh_completion(const Program& program, const std::vector<VerbTable>& verbs) {
  const bool main = program.executable == "sonoset";
  std::string out = main ? "#compdef sonoset\n" : "#autoload\n";
  out += fmt::format("# Completion of {} for zsh, made from its options.\n", program.command);
  if (main) out += kRows;
  out += fmt::format("\n_{}_verbs() {{\n  local -a verbs\n  verbs=(", program.executable);
  for (const auto& [name, does] : shown_verbs(program)) {
    out += "\n    " + in_single_quotes(fmt::format("{}:{}", name, escaped_zsh(does)));
  }
  if (main) out += "\n    'help:show help of a command'";
  out += fmt::format("\n  )\n  _describe command verbs\n}}\n\n_{}() {{\n", program.executable);
  out += "  local curcontext=$curcontext state line\n  typeset -A opt_args\n  _arguments -C";
  if (main) {
    for (const auto& [flag, does] : kGlobalOptions) {
      const std::string name(flag.substr(flag.rfind("--") == std::string_view::npos ? 0 : flag.rfind("--")));
      const bool folder = name.starts_with("-C");
      out += " \\\n    " + in_single_quotes(fmt::format("{}[{}]{}", folder ? "-C" : name, escaped_zsh(does),
                                                        folder ? ":DATASET:_files -/" : ""));
    }
  }
  out += fmt::format(" \\\n    '1: :_{}_verbs' '*:: :->verb'\n  [[ $state = verb ]] || return\n", program.executable);
  if (main) out += "  local sonoset_dataset=${(Q)opt_args[-C]}\n";
  out += "  case $line[1] in\n";
  for (const VerbTable& table : verbs) out += verb_case(table);
  if (main) {
    out +=
        "    help) _sonoset_verbs ;;\n"
        "    baseline) autoload -Uz _sonoset-baseline; _sonoset-baseline 2>/dev/null ;;\n";
  }
  out += fmt::format("  esac\n}}\n\n_{} \"$@\"\n", program.executable);
  return out;
}
