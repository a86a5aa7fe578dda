#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "manifest/csv.h"
#include "manifest/problem.h"

namespace curate {

/// Where each named column is in a file's header, if it is there.
using CsvPlaces = std::vector<std::optional<std::size_t>>;

/// Throws InvalidInput, naming file and line, for an unknown column, one that is there twice, and if one of the first
/// `needed` names is missing.
CsvPlaces places_of(const manifest::CsvTable& table, std::span<const char* const> names, std::size_t needed);

/// The cell in this column; empty if the file does not have it.
std::string cell_at(const manifest::CsvRow& row, const std::optional<std::size_t>& place);

/// Throws InvalidInput that names the rows which cannot be used, the first 20 of them.
[[noreturn]] void refuse_rows(std::vector<manifest::Problem> problems);

}  // namespace curate
