#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace html {

/// An element with text that is escaped, or with markup that is taken as it is.
std::string element(std::string_view tag, std::string_view text, std::string_view attributes = {});
std::string wrapped(std::string_view tag, std::string_view markup, std::string_view attributes = {});

/// A part of a page under its title; a picture with its caption. Titles and captions are plain text.
std::string section(std::string_view title, const std::string& markup);
std::string figure(const std::string& svg, const std::string& caption);

/// Rows of plain text; the first cell of a row is its head.
struct Table {
  std::string caption;
  std::vector<std::string> columns;  ///< none: without a head
  std::vector<std::vector<std::string>> rows;
};
/// Scrolls by itself where it is wider than the page.
std::string table(const Table& table);

std::string list(const std::vector<std::string>& items);

/// data:image/png;base64,… ; nothing where the bytes are neither PNG nor JPEG.
std::optional<std::string> data_uri(std::span<const std::uint8_t> bytes);

extern const std::string_view kStyle;

/// A whole page: no script, no font, no network, and a Content-Security-Policy that says so. `title` is plain text.
std::string page(std::string_view title, std::string_view markup);

}  // namespace html
