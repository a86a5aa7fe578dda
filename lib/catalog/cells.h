#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "catalog/kinds.h"
#include "catalog/page_key.h"
#include "catalog/table.h"
#include "store/database.h"

/// Internal to this layer: converts SQL columns to cells of a listing, and filters' texts to SQL values.
namespace catalog {

/// The SQL value of a filter's text; empty if a column of this type cannot have it.
std::optional<KeyValue> filter_value(ColumnType type, const std::string& text);

/// Reads a cell that starts at SQL column `at`, and moves `at` past its SQL columns.
Cell read_cell(ColumnType type, const store::Statement& row, int& at);

/// How many SQL columns `read_cell` reads for a column of this type.
int width_of(ColumnType type);

/// The index of the KeyValue alternative that sorts columns of this type.
std::size_t key_type(ColumnType type);

}  // namespace catalog
