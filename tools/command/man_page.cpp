#include "man_page.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "base/unicode.h"

namespace {

std::string date() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::time_t time = epoch != nullptr ? std::strtoll(epoch, nullptr, 10) : std::time(nullptr);
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(time));
}

// One line of text, without what roff acts on (groff(7), groff_char(7)).
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    size = std::min(size, text.size() - i);
    if (size > 1) {
      std::uint32_t code = lead & (0xffU >> (size + 1));
      for (std::size_t k = 1; k < size; ++k) code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
      out += fmt::format("\\[u{:04X}]", code);
    } else if (lead == '\\') {
      out += "\\e";
    } else if (lead == '-') {
      out += "\\-";
    } else if (lead == '\'') {
      out += "\\(aq";
    } else if (lead == '`') {
      out += "\\(ga";
    } else if (lead == '^') {
      out += "\\(ha";
    } else if (lead == '~') {
      out += "\\(ti";
    } else if (lead == '"') {
      out += "\\(dq";
    } else {
      out += text[i];
    }
    i += size;
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

constexpr int kSourceWidth = 66;

// Source lines short enough for mandoc -T lint; an empty line starts a paragraph.
std::string paragraphs(std::string_view text) {
  std::string out;
  for (const std::string& line : base::wrapped(text, kSourceWidth))
    out += line.empty() ? ".PP\n" : escaped(line) + "\n";
  return out;
}

std::string man_section(const char* title) { return fmt::format(".SH {}\n", title); }

std::string head(const Program& program, std::string name, const std::string& does) {
  std::string upper = name;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return fmt::format(".TH {} 1 \"{}\" \"sonoset {}\" \"User Commands\"\n", escaped(upper), date(), program.version) +
         man_section("NAME") + fmt::format("{} \\- {}\n", escaped(name), escaped(does));
}

std::string tag(std::string_view left, std::string_view argument, std::string_view text) {
  std::string out = ".TP\n";
  if (!left.empty()) out += fmt::format("\\fB{}\\fR", escaped(left));
  if (!argument.empty()) out += fmt::format("{}\\fI{}\\fR", left.empty() ? "" : " ", escaped(argument));
  return out + "\n" + paragraphs(text);
}

std::string tag(const OptionRow& option) {
  std::string left = option.letter.empty() ? "" : "-" + option.letter;
  if (!option.names.empty()) left += (left.empty() ? "--" : ", --") + option.names.front();
  return tag(left, option.argument, option.text);
}

std::string examples(const std::vector<std::string>& examples) {
  std::string out = man_section("EXAMPLES");
  std::string_view before = ".nf\n";
  for (const std::string& example : examples) {
    out.append(before);
    for (std::size_t from = 0; from < example.size();) {
      const std::size_t to = std::min(example.find('\n', from), example.size());
      out += escaped(std::string_view(example).substr(from, to - from)) + "\n";
      from = to + 1;
    }
    out += ".fi\n";
    before = ".PP\n.nf\n";
  }
  return out;
}

std::string exit_status() {
  return man_section("EXIT STATUS") + tag("0", "", "Success.") +
         tag("1", "", "Finished or interrupted, with something to look at: findings, failed clips, leaks.") +
         tag("2", "", "Wrong usage, or invalid input.");
}

std::string see_also(const std::vector<std::string>& names) {
  std::string out = man_section("SEE ALSO");
  for (const std::string& name : names) {
    out += fmt::format(".BR {} (1){}\n", escaped(name), &name == &names.back() ? "" : ",");
  }
  return out;
}

std::string lower_first(std::string_view text) {
  std::string out(text);
  if (out.size() > 1 && out[0] >= 'A' && out[0] <= 'Z' && out[1] >= 'a' && out[1] <= 'z') {
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  }
  return out;
}

// The line of help for the verb; of "baseline train", that of "train".
std::string_view does_of(const Program& program, const VerbTable& table) {
  for (const Verb& verb : program.verbs) {
    if (table.verb.substr(table.verb.rfind(' ') + 1) == verb.name) return verb.does;
  }
  return {};
}

}  // namespace

std::string man_name(const VerbTable& table) {
  std::string name = "sonoset-" + table.verb;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string man_page(const Program& program, const std::vector<VerbTable>& verbs) {
  std::string out = head(program, std::string(program.executable), std::string(program.title));
  out += man_section("SYNOPSIS") + paragraphs(program.usage) + man_section("DESCRIPTION") +
         paragraphs(program.description);
  out += man_section("COMMANDS");
  std::vector<std::string> pages;
  for (const Verb& verb : program.verbs) {
    if (!verb.does.empty()) out += tag(verb.name, "", verb.does);
  }
  for (const VerbTable& table : verbs) pages.push_back(man_name(table));
  out += man_section("OPTIONS");
  for (const auto& [flag, does] : kGlobalOptions) {
    const std::size_t space = flag.find(' ');
    const bool argument = flag.find('-', 1) == std::string_view::npos && space != std::string_view::npos;
    out += argument ? tag(flag.substr(0, space), flag.substr(space + 1), does) : tag(flag, "", does);
  }
  return out + examples({std::string(program.example)}) + exit_status() + see_also(pages);
}

std::string man_page(const Program& program, const VerbTable& table) {
  std::string out = head(program, man_name(table), lower_first(does_of(program, table)));
  out += man_section("SYNOPSIS") + paragraphs(fmt::format("sonoset [-C DATASET] {} {}", table.verb, table.synopsis));
  out += man_section("DESCRIPTION") + paragraphs(table.description);
  if (!table.positionals.empty()) out += man_section("ARGUMENTS");
  for (const OptionRow& row : table.positionals) {
    if (row.shown()) out += tag("", row.argument, row.text);
  }
  if (!table.values.rows.empty()) out += fmt::format(".SS {}\n", escaped(table.values.title));
  for (const auto& [value, meaning] : table.values.rows) out += tag(value, "", meaning);
  out += man_section("OPTIONS");
  for (const OptionGroup& group : table.groups) {
    if (group.title != "Options") out += fmt::format(".SS {}\n", escaped(group.title));
    for (const OptionRow& option : group.options) {
      if (option.shown()) out += tag(option);
    }
  }
  return out + examples(table.examples) + exit_status() + see_also({std::string(program.executable)});
}
