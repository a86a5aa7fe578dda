#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace html {

/// An element with text, which is escaped, or with markup, which is not.
std::string element(std::string_view tag, std::string_view text, std::string_view attributes = {});
std::string wrapped(std::string_view tag, std::string_view markup, std::string_view attributes = {});

/// A section with its title; a picture with its caption. Titles and captions are plain text.
std::string section(std::string_view title, const std::string& markup);
std::string figure(const std::string& svg, const std::string& caption);

/// Rows of plain text; the first cell of a row is its header.
struct Table {
  std::string caption;
  std::vector<std::string> columns;  ///< empty: no header row
  std::vector<std::vector<std::string>> rows;
  bool has_numbers = false;    ///< all cells but the first of a row are numbers, which are aligned at the right
  bool has_sentences = false;  ///< cells may be broken into lines
};
/// A table that scrolls horizontally if it is wider than the page.
std::string table(const Table& table);

std::string list(const std::vector<std::string>& items);

/// data:image/png;base64,…, or empty if the bytes are neither PNG nor JPEG.
std::optional<std::string> data_uri(std::span<const std::uint8_t> bytes);

extern const std::string_view kStyle;

/// A complete page without scripts, fonts or network access, as its Content-Security-Policy enforces. `title` is plain
/// text; `style` is added to kStyle.
std::string page(std::string_view title, std::string_view markup, std::string_view style = {});

}  // namespace html
