#include "serve/http/request.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace serve {

std::optional<std::string_view> find_header(const std::vector<Header>& headers, std::string_view name) {
  const auto found =
      std::ranges::find_if(headers, [&](const Header& header) { return base::same_word(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::size_t count_headers(const std::vector<Header>& headers, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(headers, [&](const Header& header) { return base::same_word(header.name, name); }));
}

std::optional<std::string_view> Request::query(std::string_view name) const {
  const auto found = std::ranges::find(target.query, name, &std::pair<std::string, std::string>::first);
  if (found == target.query.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string_view> Request::bearer() const {
  const std::string_view value = header("Authorization").value_or("");
  const std::size_t end = std::min(value.find(' '), value.size());
  if (!base::same_word(value.substr(0, end), "Bearer")) return std::nullopt;
  return base::trimmed(value.substr(end), " ");
}

std::optional<std::uint64_t> Request::content_length() const {
  if (is_chunked()) return std::nullopt;
  const std::optional<std::string_view> length = header("Content-Length");
  return length ? parse_number(*length) : std::nullopt;
}

std::optional<std::uint64_t> parse_number(std::string_view digits) {
  constexpr std::size_t kMaxDigits = 18;
  if (digits.empty() || digits.size() > kMaxDigits || !std::ranges::all_of(digits, base::is_digit)) return std::nullopt;
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace serve
