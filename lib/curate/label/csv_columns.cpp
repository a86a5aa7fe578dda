#include "curate/label/csv_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace curate {
namespace {

constexpr std::size_t kShownRows = 20;

[[noreturn]] void refuse_header(const manifest::CsvTable& table, const std::string& why) {
  throw base::Error(base::Code::InvalidInput, fmt::format("{}:1: {}", table.file, why));
}

}  // namespace

CsvPlaces places_of(const manifest::CsvTable& table, std::span<const char* const> names, std::size_t needed) {
  CsvPlaces places(names.size());
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const auto column =
        std::ranges::find_if(names, [&](const char* name) { return base::same_word(table.header[i], name); });
    if (column == names.end()) {
      const std::vector<std::string> known(names.begin(), names.end());
      refuse_header(table, fmt::format("unknown column '{}'{} (one of: {})", table.header[i],
                                       base::did_you_mean(table.header[i], known), fmt::join(known, ", ")));
    }
    std::optional<std::size_t>& place = places[static_cast<std::size_t>(column - names.begin())];
    if (place) refuse_header(table, fmt::format("column '{}' is there twice", *column));
    place = i;
  }
  for (std::size_t i = 0; i < needed; ++i) {
    if (!places[i]) refuse_header(table, fmt::format("no column '{}'", names[i]));
  }
  return places;
}

std::string cell_at(const manifest::CsvRow& row, const std::optional<std::size_t>& place) {
  return place ? row.cells[*place] : "";
}

void refuse_rows(std::vector<manifest::Problem> problems) {
  const std::size_t all = problems.size();
  if (all > kShownRows) problems.resize(kShownRows);
  const std::string rest = all > kShownRows ? fmt::format(" (the first {} are shown)", kShownRows) : "";
  throw manifest::error_of(base::Code::InvalidInput,
                           fmt::format("{} cannot be used; nothing was recorded{}",
                                       base::counted(static_cast<std::int64_t>(all), "row"), rest),
                           problems);
}

}  // namespace curate
