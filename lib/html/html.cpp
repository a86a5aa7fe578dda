#include "html/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/markup.h"

namespace html {
namespace {

bool begins(std::span<const std::uint8_t> bytes, std::span<const std::uint8_t> magic) {
  return bytes.size() > magic.size() && std::ranges::equal(bytes.first(magic.size()), magic);
}

constexpr std::size_t kLongCell = 24;  // bytes

std::string row(const std::vector<std::string>& cells, bool head) {
  std::string markup;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (head) {
      markup += element("th", cells[i], "scope=\"col\"");
    } else {
      markup += i == 0 ? element("th", cells[i], "scope=\"row\"")
                       : element("td", cells[i], cells[i].size() > kLongCell ? "class=\"long\"" : "");
    }
  }
  return wrapped("tr", markup);
}

}  // namespace

std::string element(std::string_view tag, std::string_view text, std::string_view attributes) {
  return wrapped(tag, base::escape_markup(text), attributes);
}

std::string section(std::string_view title, const std::string& markup) {
  return wrapped("section", element("h2", title) + markup);
}

std::string figure(const std::string& svg, const std::string& caption) {
  return wrapped("figure", svg + element("figcaption", caption));
}

std::string wrapped(std::string_view tag, std::string_view markup, std::string_view attributes) {
  return fmt::format("<{0}{3}{1}>{2}</{0}>\n", tag, attributes, markup, attributes.empty() ? "" : " ");
}

std::string table(const Table& table) {
  std::string markup = element("caption", table.caption);
  if (!table.columns.empty()) markup += wrapped("thead", row(table.columns, true));
  std::string body;
  for (const std::vector<std::string>& cells : table.rows) body += row(cells, false);
  markup += wrapped("tbody", body);
  const std::string attributes = fmt::format("class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"",
                                             base::escape_markup(table.caption));
  std::string_view kind;
  if (table.has_numbers) kind = "class=\"amounts\"";
  if (table.has_sentences) kind = "class=\"sentences\"";
  return wrapped("div", wrapped("table", markup, kind), attributes);
}

std::string list(const std::vector<std::string>& items) {
  std::string markup;
  for (const std::string& item : items) markup += element("li", item);
  return markup.empty() ? "" : wrapped("ul", markup);
}

std::optional<std::string> data_uri(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint8_t, 8> kPng = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  constexpr std::array<std::uint8_t, 3> kJpeg = {0xff, 0xd8, 0xff};
  if (begins(bytes, kPng)) return "data:image/png;base64," + base::base64(bytes);
  if (begins(bytes, kJpeg)) return "data:image/jpeg;base64," + base::base64(bytes);
  return std::nullopt;
}

// Text has a contrast of at least 4.5:1 in light and dark mode (WCAG 2.2, 1.4.3).
const std::string_view kStyle = R"(
:root { color-scheme: light dark; --page: #fff; --text: #1b1f24; --faint: #57606a; --line: #d0d7de; --box: #f6f8fa;
  --warn: #fff4e5; --warn-line: #b35900; --link: #0059b3; }
@media (prefers-color-scheme: dark) { :root { --page: #14171a; --text: #e6e9ec; --faint: #a0a8b0; --line: #3a4149;
  --box: #1d2126; --warn: #33240f; --warn-line: #e59b45; --link: #7ab8f5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem; border-bottom: 1px solid var(--line); padding-bottom: 0.2rem; }
p { max-width: 46rem; }
li { max-width: 46rem; }
.faint, caption, figcaption { color: var(--faint); }
.warn { background: var(--warn); border-left: 4px solid var(--warn-line); padding: 0.4rem 0.8rem; margin: 0.6rem 0;
  max-width: 46rem; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.8rem; padding: 0;
  margin: 0.8rem 0; list-style: none; }
.numbers li { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: 0.7rem 0.9rem; }
.numbers b { display: block; font-size: 1.8rem; line-height: 1.2; }
.numbers span { display: block; color: var(--faint); font-size: 0.9rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figure img { display: block; max-width: 100%; max-height: 18rem; background: #000; border-radius: 4px; }
figcaption { font-size: 0.9rem; margin-top: 0.3rem; }
.wide { overflow-x: auto; margin: 0.8rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 0.9rem; padding-bottom: 0.3rem; }
th, td { text-align: left; padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td { white-space: nowrap; }
thead th { font-size: 0.9rem; color: var(--faint); font-weight: 600; }
tbody th { font-weight: 500; min-width: 8rem; }
.facts tbody th { min-width: 0; }
.facts td { overflow-wrap: anywhere; white-space: normal; }
.amounts th:not(:first-child), .amounts td { text-align: right; }
.sentences td { white-space: normal; }
.sentences td.long { min-width: 12rem; }
details summary { cursor: pointer; color: var(--link); margin: 0.5rem 0; }
)";

std::string page(std::string_view title, std::string_view markup, std::string_view style) {
  const std::string head =
      wrapped("head",
              "\n<meta charset=\"utf-8\"/>\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
              "'unsafe-inline'\"/>\n" +
                  element("title", title) + wrapped("style", std::string(kStyle).append(style)));
  return "<!doctype html>\n" + wrapped("html", head + wrapped("body", wrapped("main", markup)), "lang=\"en\"");
}

}  // namespace html
