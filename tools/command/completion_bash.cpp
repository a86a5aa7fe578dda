#include <fmt/format.h>

#include "completion.h"

namespace {

// What the script finds by the names of the program's functions: "sonoset" or "sonoset_baseline".
std::string prefix_of(const Program& program) {
  std::string prefix(program.executable);
  for (char& c : prefix) c = c == '-' ? '_' : c;
  return prefix;
}

std::string kind_word(const OptionRow& row) {
  switch (value_kind(row)) {
    case ValueKind::File:
      return "file";
    case ValueKind::Folder:
      return "folder";
    case ValueKind::Clip:
      return "clip";
    case ValueKind::Split:
      return "split";
    case ValueKind::Id:
      return "id";
    case ValueKind::Column:
      return row.argument == "COLUMN" ? "column" : "filter";
    case ValueKind::Choices:
      return fmt::format("={}", fmt::join(row.choices, "|"));
    case ValueKind::Any:
      break;
  }
  return "any";
}

std::string table_entry(const VerbTable& table) {
  std::string flags;
  std::string values;
  for (const OptionGroup& group : table.groups) {
    for (const OptionRow& option : group.options) {
      if (!option.shown()) continue;
      flags += " " + option.flag();
      if (option.argument.empty()) continue;
      const std::string kind = kind_word(option);
      values += fmt::format(" {}:{}", option.flag(), kind);
      if (!option.letter.empty() && !option.names.empty()) values += fmt::format(" -{}:{}", option.letter, kind);
    }
  }
  std::string arguments;
  for (const OptionRow& row : table.positionals) arguments += " " + kind_word(row) + (row.repeats ? "*" : "");
  return fmt::format("    {})\n      flags={}\n      values={}\n      arguments={}\n      ;;\n", last_word(table),
                     in_single_quotes(flags), in_single_quotes(values + " "), in_single_quotes(arguments));
}

constexpr const char* kMain = R"sh(
# _sonoset_kind KIND: completes $cur with values of a kind.
_sonoset_kind() {
  local kind=$1 program=${COMP_WORDS[0]/#\~/$HOME} folder=${dataset/#\~/$HOME}
  case $kind in
    =*)
      kind=${kind:1}
      mapfile -t COMPREPLY < <(compgen -W "${kind//|/ }" -- "$cur")
      ;;
    file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    clip | split | id)
      local list= lists=${kind}s
      if [[ $kind = id ]]; then lists='clips splits'; fi
      for kind in $lists; do
        list+=" $("$program" -C "$folder" list "$kind" --limit 1000 --format csv 2>/dev/null | sed '1d;s/,.*//')"
      done
      mapfile -t COMPREPLY < <(compgen -W "$list" -- "$cur")
      ;;
    column | filter)
      local suffix=
      if [[ $kind = filter ]]; then suffix==; compopt -o nospace; fi
      mapfile -t COMPREPLY < <(compgen -S "$suffix" -W "$("$program" -C "$folder" list "${first:-clips}" --columns \
        2>/dev/null)" -- "$cur")
      ;;
  esac
}

_sonoset() {
  local cur=${COMP_WORDS[COMP_CWORD]} end=$COMP_CWORD
  local names=_sonoset dataset=. verb= first= wanted= flags= values= arguments= i word
  local -i position=0
  COMPREPLY=()
  # "--format=csv" comes as three words.
  if [[ $cur = '=' ]]; then cur=; elif [[ ${COMP_WORDS[end - 1]} = '=' ]]; then end=$((end - 1)); fi
  for ((i = 1; i < end; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ -z $verb ]]; then
      case $word in
        -C) dataset=${COMP_WORDS[++i]}; if ((i >= end)); then _sonoset_kind folder; return; fi ;;
        -*) ;;
        baseline)
          names=_sonoset_baseline
          declare -F _sonoset_baseline_table >/dev/null || . "${BASH_SOURCE[0]%/*}/sonoset-baseline" 2>/dev/null ||
            return 0
          ;;
        *)
          verb=$word
          "${names}_table" "$verb"
          ;;
      esac
      continue
    fi
    case $values in
      *" $word:"*)
        wanted=${values#*" $word:"}
        wanted=${wanted%% *}
        [[ ${COMP_WORDS[i + 1]} = '=' ]] && ((++i))
        if ((++i < end)); then wanted=; fi
        continue
        ;;
    esac
    case $word in
      -*) ;;
      *)
        first=${first:-$word}
        position+=1
        ;;
    esac
  done
  if [[ -z $verb ]]; then
    local list=$("${names}_verbs")
    [[ $names = _sonoset ]] && list+=' help -C --help --quiet --verbose --version'
    mapfile -t COMPREPLY < <(compgen -W "$list" -- "$cur")
  elif [[ -n $wanted ]]; then
    _sonoset_kind "$wanted"
  elif [[ $cur = -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$cur")
  elif [[ $verb = help ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_sonoset_verbs)" -- "$cur")
  else
    local -a kinds=($arguments)
    local kind=${kinds[position]}
    if [[ -z $kind && ${kinds[*]: -1} = *'*' ]]; then kind=${kinds[*]: -1}; fi
    _sonoset_kind "${kind%'*'}"
  fi
}

complete -F _sonoset sonoset
)sh";

}  // namespace

std::string bash_completion(const Program& program, const std::vector<VerbTable>& verbs) {
  const std::string prefix = prefix_of(program);
  std::string out = fmt::format("# Completion of {} for bash, made from its options.\n\n", program.command);
  std::string names;
  for (const auto& [name, does] : shown_verbs(program)) names += (names.empty() ? "" : " ") + name;
  out += fmt::format("_{}_verbs() {{ echo {}; }}\n\n", prefix, in_single_quotes(names));
  out += fmt::format("# Of a command: its options, what their values are, what its arguments are.\n_{}_table() {{\n",
                     prefix);
  out += "  case $1 in\n";
  for (const VerbTable& table : verbs) out += table_entry(table);
  out += "  esac\n}\n";
  return prefix == "sonoset" ? out + kMain : out;
}
