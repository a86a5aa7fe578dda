#include <fmt/format.h>

#include "completion.h"

namespace {

constexpr const char* kHelpers = R"sh(
# The command on the line, without the options before it: "split", "baseline train".
function __sonoset_verb
    set -l words (commandline -opc)
    set -e words[1]
    set -l verb
    while set -q words[1]
        switch $words[1]
            case -C
                set -e words[1]
            case '-*'
            case '*'
                set -a verb $words[1]
                if test "$verb" != baseline
                    break
                end
        end
        set -e words[1]
    end
    echo "$verb"
end

function __sonoset_is
    set -l verb (__sonoset_verb)
    test "$verb" = "$argv"
end

# Ids of the dataset that -C names.
function __sonoset_rows
    set -l words (commandline -opc)
    set -l dataset .
    if set -l at (contains -i -- -C $words)
        set dataset $words[(math $at + 1)]
    end
    sonoset -C $dataset list $argv[1] --limit 1000 --format csv 2>/dev/null | string replace -r ',.*' '' | tail -n +2
end
)sh";

std::string escaped_fish(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string values_of(const OptionRow& row) {
  switch (value_kind(row)) {
    case ValueKind::File:
      return " -F";
    case ValueKind::Folder:
      return " -a '(__fish_complete_directories)'";
    case ValueKind::Clip:
      return " -a '(__sonoset_rows clips)'";
    case ValueKind::Split:
      return " -a '(__sonoset_rows splits)'";
    case ValueKind::Id:
      return " -a '(__sonoset_rows clips; __sonoset_rows splits)'";
    case ValueKind::Choices:
      return fmt::format(" -a '{}'", fmt::join(row.choices, " "));
    case ValueKind::Column:
    case ValueKind::Any:
      break;
  }
  return "";
}

std::string condition(std::string_view verb) { return fmt::format("complete -c sonoset -n '__sonoset_is {}'", verb); }

std::string option_line(const std::string& verb, const OptionRow& option) {
  std::string out = condition(verb);
  if (!option.letter.empty()) out += " -s " + option.letter;
  if (!option.names.empty()) out += " -l " + option.names.front();
  if (!option.argument.empty()) out += " -r" + values_of(option);
  return out + " -d " + escaped_fish(option.text) + "\n";
}

}  // namespace

std::string fish_completion(const Program& program, const std::vector<VerbTable>& verbs) {
  const bool main = program.executable == "sonoset";
  std::string out = fmt::format("# Completion of {} for fish, made from its options.\n", program.command);
  if (main) out += fmt::format("{}\ncomplete -c sonoset -f\n", kHelpers);
  for (const auto& [name, does] : shown_verbs(program)) {
    out += condition(main ? "" : "baseline") + fmt::format(" -a {} -d {}\n", name, escaped_fish(does));
  }
  if (main) {
    for (const auto& [flag, does] : kGlobalOptions) {
      const std::size_t dashes = flag.rfind("--");
      out += condition("");
      out += dashes == std::string_view::npos ? " -s C -r -a '(__fish_complete_directories)'"
                                              : fmt::format(" -l {}", flag.substr(dashes + 2));
      out += fmt::format(" -d {}\n", escaped_fish(does));
    }
  }
  for (const VerbTable& table : verbs) {
    for (const OptionRow& row : table.positionals) {
      const std::string values = values_of(row);
      if (!values.empty()) out += condition(table.verb) + values + "\n";
    }
    for (const OptionGroup& group : table.groups) {
      for (const OptionRow& option : group.options) {
        if (option.shown()) out += option_line(table.verb, option);
      }
    }
  }
  if (main) out += "\nset -l more (status dirname)/sonoset-baseline.fish\ntest -e $more; and source $more\n";
  return out;
}
