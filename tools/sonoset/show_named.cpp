#include "show_named.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/list.h"

namespace {

using nlohmann::ordered_json;

constexpr std::size_t kLeastDigits = 8;
constexpr std::size_t kDigits = 64;

catalog::Table rows_with(curate::Dataset& dataset, const std::string& kind, const std::string& column,
                         const std::string& value) {
  catalog::Listing listing;
  listing.kind = kind;
  listing.filters = {{column, value}};
  listing.limit = 0;
  return catalog::list(dataset.catalog(), listing);
}

// The cells of a row in these columns, without empty ones.
ordered_json cells_of(const catalog::Table& table, const std::vector<catalog::Cell>& row,
                      const std::vector<std::string>& wanted) {
  ordered_json value = ordered_json::object();
  for (const std::string& column : wanted) {
    const auto at = std::ranges::find(table.columns, column) - table.columns.begin();
    const catalog::Cell& cell = row.at(static_cast<std::size_t>(at));
    if (const auto* number = std::get_if<std::int64_t>(&cell)) value[column] = *number;
    if (const auto* text = std::get_if<std::string>(&cell)) value[column] = *text;
  }
  return value;
}

ordered_json all_of(const catalog::Table& table, const std::vector<std::string>& wanted) {
  ordered_json rows = ordered_json::array();
  for (const auto& row : table.rows) rows.push_back(cells_of(table, row, wanted));
  return rows;
}

}  // namespace

std::optional<ordered_json> show_object(curate::Dataset& dataset, const std::string& digits) {
  const auto is_hex = [](char c) { return base::hex_value(c).has_value(); };
  if (digits.size() < kLeastDigits || digits.size() > kDigits || !std::ranges::all_of(digits, is_hex)) {
    return std::nullopt;
  }
  const std::string first = base::lower(digits);
  const auto found = catalog::objects_between(
      dataset.catalog(), *base::Digest::from_hex(first + std::string(kDigits - first.size(), '0')),
      *base::Digest::from_hex(first + std::string(kDigits - first.size(), 'f')));
  if (found.empty()) return std::nullopt;
  if (found.size() > 1) {
    throw base::Error(
        base::Code::InvalidInput,
        fmt::format("'{1}' is ambiguous: {0} objects start with it, such as {2} and {3}; give more digits",
                    found.size(), first, found[0].digest.hex(), found[1].digest.hex()));
  }
  const catalog::ObjectRow& object = found.front();
  const std::filesystem::path file = dataset.objects().path_of(object.digest);
  const catalog::Table clips = rows_with(dataset, "clips", "object", object.digest.hex());
  ordered_json document = {{"object", object.digest.hex()}, {"size_bytes", object.size_bytes}};
  document["file"] = file.lexically_relative(dataset.folder()).string();
  document["here"] = std::filesystem::is_regular_file(file);
  if (!clips.rows.empty()) {
    document["media"] =
        cells_of(clips, clips.rows.front(), {"container", "codec", "pictures", "rate_hz", "duration_s"});
  }
  document["clips"] =
      all_of(clips, {"clip", "manifest", "source", "subject", "case", "state", "frames", "url", "path"});
  return document;
}

std::optional<ordered_json> show_named(curate::Dataset& dataset, const std::string& name) {
  ordered_json document = {{"name", name}};
  const auto add = [&](const char* key, const catalog::Table& table, const std::vector<std::string>& wanted) {
    if (!table.rows.empty()) document[key] = all_of(table, wanted);
  };
  add("subjects", rows_with(dataset, "subjects", "subject", name),
      {"manifest", "subject", "clips", "frames", "same_as"});
  add("clips_of_subject", rows_with(dataset, "clips", "subject", name),
      {"clip", "manifest", "source", "case", "state", "frames"});
  add("clips_of_case", rows_with(dataset, "clips", "case", name),
      {"clip", "manifest", "source", "subject", "state", "frames"});
  add("sources", rows_with(dataset, "sources", "source", name),
      {"manifest", "source", "title", "url", "licence", "licence_url", "terms", "citation", "clips"});
  add("clips_of_source", rows_with(dataset, "clips", "source", name),
      {"clip", "manifest", "subject", "case", "state", "frames"});
  if (document.size() == 1) return std::nullopt;
  return document;
}
