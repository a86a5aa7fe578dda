#include "help_text.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/unicode.h"
#include "console.h"

namespace {

constexpr int kMaxHelpWidth = 100;
constexpr int kMaxLeft = 30;
constexpr int kIndent = 2;

struct Row {
  std::string left;
  std::string right;
};

StyledText heading(const std::string& title) { return Console::styled(STDOUT_FILENO, Console::Style::Bold, title); }

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The first line starts with `first`, the others are indented as far.
std::string hanging(const std::string& first, std::string_view text, int width) {
  const int indent = base::display_width(first);
  const std::vector<std::string> lines = base::wrapped(text, width - indent);
  std::string result;
  for (const std::string& line : lines) {
    result += (result.empty() ? first : std::string(static_cast<std::size_t>(indent), ' ')) + line + "\n";
  }
  return result.empty() ? first + "\n" : result;
}

// Does not break within brackets: "[--sort COLUMN]" stays on one line.
std::string usage_text(const std::string& usage, int width) {
  constexpr char kKept = '\xff';  // no text has this byte, and it counts as one column
  std::string text = usage;
  int depth = 0;
  for (char& c : text) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (c == ' ' && depth > 0) c = kKept;
  }
  text = hanging("Usage: ", text, width);
  std::ranges::replace(text, kKept, ' ');
  return text;
}

std::string left_of(const OptionRow& option) {
  std::string text = option.letter.empty() ? "    " : "-" + option.letter + (option.names.empty() ? "" : ", ");
  if (!option.names.empty()) text += "--" + option.names.front();
  return option.argument.empty() ? text : text + " " + option.argument;
}

int left_width(const std::vector<Row>& rows) {
  int left = 0;
  for (const Row& row : rows) {
    const int width = base::display_width(row.left);
    if (width <= kMaxLeft) left = std::max(left, width);
  }
  return left;
}

// What is too long for the left column gets a line of its own.
std::string rows_text(const std::vector<Row>& rows, int left, int width) {
  std::string text;
  for (const Row& row : rows) {
    std::string first = std::string(kIndent, ' ') + row.left;
    const int space = kIndent + left + 2 - base::display_width(first);
    if (space >= 2) {
      first.append(static_cast<std::size_t>(space), ' ');
    } else {
      text += first + "\n";
      first = std::string(static_cast<std::size_t>(kIndent + left + 2), ' ');
    }
    text += hanging(first, row.right, width);
  }
  return text;
}

void add_section(const std::string& title, const std::vector<Row>& rows, int left, int width, StyledText& text) {
  if (rows.empty()) return;
  text += "\n";
  text += heading(title + ":");
  text += "\n" + rows_text(rows, left, width);
}

std::vector<Row> rows_of(const OptionGroup& group) {
  std::vector<Row> rows;
  for (const OptionRow& option : group.options) {
    if (option.shown()) rows.push_back({left_of(option), option.text});
  }
  return rows;
}

void add_examples(const std::vector<std::string>& examples, StyledText& text) {
  text += "\n";
  text += heading(examples.size() == 1 ? "Example:" : "Examples:");
  text += "\n";
  for (const std::string& example : examples) text += "  " + example + "\n";
}

}  // namespace

int help_width() { return std::min(Console::width(STDOUT_FILENO).value_or(80), kMaxHelpWidth); }

StyledText help_text(const VerbTable& table, int width) {
  StyledText text;
  text += usage_text(fmt::format("sonoset [-C DATASET] {} {}", table.verb, table.synopsis), width);
  text += "\n" + joined(base::wrapped(table.description, width));
  std::vector<Row> positionals;
  for (const OptionRow& row : table.positionals) {
    if (row.shown()) positionals.push_back({row.argument, row.text});
  }
  std::vector<Row> all = positionals;
  for (const OptionGroup& group : table.groups) {
    const std::vector<Row> rows = rows_of(group);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  std::vector<Row> values;
  for (const auto& [value, meaning] : table.values.rows) values.push_back({value, meaning});
  const int left = left_width(all);
  add_section("Arguments", positionals, left, width, text);
  add_section(table.values.title, values, left, width, text);
  for (const OptionGroup& group : table.groups) add_section(group.title, rows_of(group), left, width, text);
  add_examples(table.examples, text);
  return text;
}

StyledText help_text(const Program& program, int width) {
  StyledText text;
  text += usage_text(std::string(program.usage), width) + "\n" + joined(base::wrapped(program.description, width));
  std::vector<Row> verbs;
  for (const Verb& verb : program.verbs) {
    if (!verb.does.empty()) verbs.push_back({std::string(verb.name), std::string(verb.does)});
  }
  std::vector<Row> options;
  for (const auto& [flag, does] : kGlobalOptions) options.push_back({std::string(flag), std::string(does)});
  add_section("Commands", verbs, left_width(verbs), width, text);
  add_section("Options", options, left_width(options), width, text);
  text += "\n" + joined(base::wrapped(
                     fmt::format("'{0} COMMAND --help' and 'sonoset help {1}COMMAND' show the "
                                 "options of a command. {2}",
                                 program.command, program.command == "sonoset" ? "" : "baseline ", kExitStatus),
                     width));
  add_examples({std::string(program.example)}, text);
  return text;
}
