#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "catalog/kinds.h"
#include "catalog/page_key.h"
#include "catalog/table.h"
#include "store/database.h"

/// Inside this layer: cells of a listing from SQL, and filters' texts to SQL.
namespace catalog {

/// What a filter's text stands for in SQL; nothing where no column of this type can have it.
std::optional<KeyValue> filter_value(ColumnType type, const std::string& text);

/// Reads a cell from the column `at`, and moves `at` past the columns of SQL that it is made from.
Cell read_cell(ColumnType type, const store::Statement& row, int& at);

/// Which alternative of KeyValue sorts columns of this type.
std::size_t key_type(ColumnType type);

}  // namespace catalog
