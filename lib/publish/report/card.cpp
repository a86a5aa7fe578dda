#include "publish/report/card.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/printable.h"
#include "base/text.h"
#include "publish/hub_licence.h"

namespace publish {
namespace {

// Text on one line of Markdown (GitHub's), with all that is markup there or HTML escaped.
std::string inline_text(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>#|~$&!";
  std::string out;
  for (const char c : base::printable(text)) {
    if (kMarkup.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// The same where a line begins, which "-", "+", "=" and "1." would turn into a list or a heading.
std::string line_text(std::string_view text) {
  std::string line = inline_text(base::trimmed(text, " \t\r\n"));
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (!line.empty() && std::string_view("-+=").find(line[0]) != std::string_view::npos) {
    line.insert(0, "\\");
  } else if (digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')')) {
    line.insert(digits, "\\");
  }
  return line;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + inline_text(cell) + " |";
  return row + "\n";
}

std::string markdown_of(const html::Table& table) {
  std::vector<std::string> columns = table.columns;
  if (columns.empty() && !table.rows.empty()) columns.resize(table.rows.front().size());
  std::string text = line_text(table.caption) + "\n\n" + markdown_row(columns);
  text += "|";
  for (std::size_t i = 0; i < columns.size(); ++i) text += i > 0 && table.has_numbers ? " ---: |" : " --- |";
  text += "\n";
  for (const std::vector<std::string>& cells : table.rows) text += markdown_row(cells);
  return text + "\n";
}

std::string markdown_of(const ReportText& text) {
  const std::string_view start = text.kind == ReportText::Kind::Warning ? "> **Note:** " : "";
  return fmt::format("{}{}\n\n", start, start.empty() ? line_text(text.text) : inline_text(text.text));
}

std::string markdown_of(const ReportNumbers& numbers) {
  std::string text;
  for (const ReportNumbers::Number& number : numbers.numbers) {
    text += fmt::format("- {}: {}{}\n", line_text(number.name), inline_text(number.value),
                        number.note.empty() ? "" : " (" + inline_text(number.note) + ")");
  }
  return text + "\n";
}

std::string markdown_of(const ReportTable& table) {
  return markdown_of(table.table) + (table.note.empty() ? "" : line_text(table.note) + "\n\n");
}

std::string markdown_of(const ReportList& list) {
  std::string text;
  for (const std::string& item : list.items) text += "- " + line_text(item) + "\n";
  return text.empty() ? "" : text + "\n";
}

std::string markdown_of(const ReportPlots& plots) {
  std::string text;
  for (const ReportPlots::Plot& plot : plots.plots) {
    if (!plot.numbers.rows.empty()) text += markdown_of(plot.numbers);
  }
  return text;
}

std::string markdown_of(const ReportPictures&) { return ""; }

// A string of YAML in double quotes, which take JSON's escapes (YAML 1.2, 7.3.1). U+FFFE and U+FFFF may not be in YAML.
std::string yaml(std::string_view text) {
  std::string out = nlohmann::json(base::printable(text)).dump();
  for (const std::string_view forbidden : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
    for (auto at = out.find(forbidden); at != std::string::npos; at = out.find(forbidden)) {
      out.replace(at, forbidden.size(), "\xef\xbf\xbd");
    }
  }
  return out;
}

std::string licence_lines(const std::vector<std::string>& licences) {
  std::set<std::string> names;
  std::string others;
  for (const std::string& licence : licences) {
    const std::string name = hub_licence(licence);
    names.insert(name);
    if (name == "other") others += (others.empty() ? "" : ", ") + licence;
  }
  std::string lines = "license:\n";
  for (const std::string& name : names) lines += fmt::format("- {}\n", name);
  if (names.empty()) lines = "license: unknown\n";
  return lines + (others.empty() ? "" : fmt::format("license_name: {}\n", yaml(others)));
}

std::string_view size_category(std::int64_t rows) {
  if (rows < 1'000) return "n<1K";
  if (rows < 10'000) return "1K<n<10K";
  if (rows < 100'000) return "10K<n<100K";
  if (rows < 1'000'000) return "100K<n<1M";
  if (rows < 10'000'000) return "1M<n<10M";
  if (rows < 100'000'000) return "10M<n<100M";
  return rows < 1'000'000'000 ? "100M<n<1B" : "n>1B";
}

std::string yaml_head(const Report& report) {
  std::string head = "---\n" + licence_lines(report.head.licences);
  head += "task_categories:\n- image-classification\n- video-classification\n";
  head += fmt::format("size_categories:\n- {}\n", size_category(report.head.frames));
  head += "tags:\n";
  for (const std::string& tag : report.head.tags) head += fmt::format("- {}\n", yaml(tag));
  return head + fmt::format("pretty_name: {}\n---\n\n", yaml(report.title));
}

}  // namespace

std::string report_card(const Report& report) {
  std::string text = yaml_head(report);
  text += fmt::format("# {}\n\n{}\n\n", inline_text(report.title), line_text(report.lead));
  for (const ReportSection& section : report.sections) {
    std::string body;
    for (const ReportBlock& block : section.blocks) {
      body += std::visit([](const auto& one) { return markdown_of(one); }, block);
    }
    if (!body.empty()) text += fmt::format("## {}\n\n{}", inline_text(section.title), body);
  }
  text.pop_back();
  return text;
}

}  // namespace publish
