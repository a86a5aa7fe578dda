#include "catalog/cells.h"

#include <fmt/format.h>

#include <charconv>

#include "base/rational.h"
#include "catalog/rows.h"
#include "model/clip_job.h"
#include "model/finding.h"
#include "model/frame.h"
#include "model/frame_set.h"
#include "model/recipe.h"

namespace catalog {
namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view text, int base = 10) {
  Number value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

Cell text_cell(std::string text) {
  if (text.empty()) return {};
  return text;
}

std::string next_step(std::string_view code) {
  for (const model::FindingCode& known : model::finding_codes()) {
    if (known.code == code) return std::string(known.next);
  }
  unknown_value("finding", code, code);
}

std::string frame_file(const store::Statement& row, int at) {
  const std::string_view clip = row.view(at);
  const auto format = checked(model::still_format_from(row.view(at + 4)), "recipe", clip, row.view(at + 4));
  return fmt::format("frames/{}/{}/{}", clip, model::frame_set_name(row.digest(at + 1), row.digest(at + 2)),
                     model::frame_name(row.integer(at + 3), format));
}

std::string time_text(std::int64_t pts, const base::Rational& time_base) {
  if (!model::is_possible_time(pts, time_base)) unknown_value("frame", "pts", std::to_string(pts));
  return (base::Rational(pts) * time_base).decimal(6);
}

}  // namespace

std::optional<KeyValue> filter_value(ColumnType type, const std::string& text) {
  switch (type) {
    case ColumnType::Text:
      return text;
    case ColumnType::Integer:
    case ColumnType::Number:
      if (type == ColumnType::Number && text.empty()) return std::int64_t{0};
      if (const auto value = parse_number<std::int64_t>(text)) return *value;
      return std::nullopt;
    case ColumnType::Thousandths: {
      if (text.empty()) return std::int64_t{0};
      const auto value = base::Rational::parse(text);
      if (!value) return std::nullopt;
      std::string digits = value->decimal(3);
      digits.erase(digits.size() - 4, 1);
      if (const auto number = parse_number<std::int64_t>(digits)) return *number;
      return std::nullopt;
    }
    case ColumnType::Unsigned:
      if (const auto value = parse_number<std::uint64_t>(text)) return static_cast<std::int64_t>(*value);
      return std::nullopt;
    case ColumnType::Hash:
      if (text.size() != 16) return std::nullopt;
      if (const auto value = parse_number<std::uint64_t>(text, 16)) return static_cast<std::int64_t>(*value);
      return std::nullopt;
    case ColumnType::Digest: {
      if (text.empty()) return Blob{};
      const auto digest = base::Digest::from_hex(text);
      if (!digest) return std::nullopt;
      return Blob{std::string(digest->bytes.begin(), digest->bytes.end())};
    }
    case ColumnType::Time:
    case ColumnType::File:
    case ColumnType::Next:
      return std::nullopt;
  }
  return std::nullopt;
}

int width_of(ColumnType type) { return type == ColumnType::Time ? 2 : type == ColumnType::File ? 5 : 1; }

Cell read_cell(ColumnType type, const store::Statement& row, int& at) {
  const int first = at;
  at += width_of(type);
  switch (type) {
    case ColumnType::Text:
      return text_cell(row.text(first));
    case ColumnType::Integer:
      return row.integer(first);
    case ColumnType::Number:
      return row.integer(first) == 0 ? Cell{} : Cell{row.integer(first)};
    case ColumnType::Thousandths:
      return row.integer(first) == 0 ? Cell{} : Cell{base::Rational(row.integer(first), 1000).decimal(3)};
    case ColumnType::Unsigned:
      return std::to_string(static_cast<std::uint64_t>(row.integer(first)));
    case ColumnType::Hash:
      return fmt::format("{:016x}", static_cast<std::uint64_t>(row.integer(first)));
    case ColumnType::Digest:
      return row.view(first).empty() ? Cell{} : Cell{row.digest(first).hex()};
    case ColumnType::Time:
      return time_text(row.integer(first), read_rational(row.view(first + 1), "frame_set", ""));
    case ColumnType::File:
      return frame_file(row, first);
    case ColumnType::Next:
      return next_step(row.view(first));
  }
  return {};
}

std::size_t key_type(ColumnType type) {
  if (type == ColumnType::Text) return 1;
  return type == ColumnType::Digest ? 2 : 0;
}

}  // namespace catalog
