#include "publish/report/page.h"

#include <fmt/format.h>

#include <utility>

#include "base/markup.h"

namespace publish {
namespace {

using html::element;
using html::wrapped;

constexpr std::string_view kReportStyle = R"(
.contents ul { columns: 15rem; list-style: none; padding: 0; margin: 0.8rem 0; }
.contents a { display: inline-block; padding: 0.2rem 0; }
a { color: var(--link); }
h3 { font-size: 1rem; margin: 1.4rem 0 0.5rem; }
section { scroll-margin-top: 1rem; }
section > .wide, section > .grid, section > details { margin: 1.2rem 0; }
.grid { grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 0.6rem 2rem; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.9rem, 1fr)); gap: 0.8rem; }
.sheet img { width: 100%; height: auto; max-height: none; }
.sheet figcaption { font-size: 0.8rem; line-height: 1.35; }
@media (max-width: 40rem) {
  th, td { padding-right: 0.6rem; }
  tbody th { min-width: 5.5rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --faint: #444; --line: #bbb; --box: #fff; --warn: #fff;
    --warn-line: #000; --link: #000; font-size: 9.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  .contents, .numbers, .warn, figure, tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  table { max-width: 100%; font-size: 0.9rem; }
  th, td { white-space: normal; padding-right: 0.6rem; }
  td, tbody th { overflow-wrap: anywhere; }
  tbody th, .sentences td.long { min-width: 0; }
  .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .sheet { grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 0.4rem; }
  @supports selector(::details-content) {
    details::details-content { content-visibility: visible; }
    summary { display: none; }
  }
  img, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

std::string markup_of(const ReportText& text) {
  switch (text.kind) {
    case ReportText::Kind::Faint:
      return element("p", text.text, "class=\"faint\"");
    case ReportText::Kind::Warning:
      return element("p", text.text, "class=\"warn\"");
    case ReportText::Kind::Plain:
      break;
  }
  return element("p", text.text);
}

std::string markup_of(const ReportNumbers& numbers) {
  std::string items;
  for (const ReportNumbers::Number& number : numbers.numbers) {
    std::string markup = base::escape_markup(number.name) + element("b", number.value);
    if (!number.note.empty()) markup += element("span", number.note);
    items += wrapped("li", markup);
  }
  return wrapped("ul", items, "class=\"numbers\"");
}

std::string markup_of(const ReportTable& table) {
  std::string markup = html::table(table.table);
  if (!table.note.empty()) markup += element("p", table.note, "class=\"faint\"");
  if (table.is_narrow) return wrapped("div", markup);
  return table.is_long ? wrapped("details", element("summary", table.table.caption) + markup) : markup;
}

std::string markup_of(const ReportList& list) { return html::list(list.items); }

std::string markup_of(const ReportPlots& plots) {
  std::string figures;
  for (const ReportPlots::Plot& plot : plots.plots) {
    std::string markup = html::figure(plot.svg, plot.caption);
    if (!plot.numbers.rows.empty()) {
      markup += wrapped("details", element("summary", "Numbers of this chart") + html::table(plot.numbers));
    }
    figures += wrapped("div", markup);
  }
  return figures;
}

std::string markup_of(const ReportPictures& pictures) {
  std::string figures;
  for (const ReportPictures::Picture& picture : pictures.pictures) {
    const std::string img =
        fmt::format("<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"/>", base::escape_markup(picture.data_uri),
                    picture.width, picture.height, base::escape_markup(picture.alt));
    figures += wrapped("figure", img + element("figcaption", picture.caption));
  }
  return element("h3", pictures.title) + wrapped("div", figures, "class=\"sheet\"");
}

bool is_beside_others(const ReportBlock& block) {
  const auto* table = std::get_if<ReportTable>(&block);
  return std::holds_alternative<ReportPlots>(block) || (table != nullptr && table->is_narrow);
}

// Charts and narrow tables that follow each other share a grid.
std::string markup_of(const std::vector<ReportBlock>& blocks) {
  std::string markup;
  std::string grid;
  for (const ReportBlock& block : blocks) {
    const std::string one = std::visit([](const auto& of_kind) { return markup_of(of_kind); }, block);
    if (is_beside_others(block)) {
      grid += one;
      continue;
    }
    if (!grid.empty()) markup += wrapped("div", std::exchange(grid, {}), "class=\"grid\"");
    markup += one;
  }
  return grid.empty() ? markup : markup + wrapped("div", grid, "class=\"grid\"");
}

std::string contents(const Report& report) {
  std::string items;
  for (const ReportSection& section : report.sections) {
    items += wrapped("li", element("a", section.title, fmt::format("href=\"#{}\"", section.id)));
  }
  return wrapped("nav", element("h2", "Contents", "id=\"contents\"") + wrapped("ul", items),
                 "class=\"contents\" aria-labelledby=\"contents\"");
}

}  // namespace

std::string report_page(const Report& report) {
  std::string body = element("h1", report.title) + element("p", report.lead) + contents(report);
  for (const ReportSection& section : report.sections) {
    body += wrapped("section", element("h2", section.title) + markup_of(section.blocks),
                    fmt::format("id=\"{}\"", section.id));
  }
  return html::page(report.title, body, kReportStyle);
}

}  // namespace publish
