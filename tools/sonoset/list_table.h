#pragma once

#include <string>

#include "catalog/table.h"
#include "publish/table_text.h"

/// A list without the columns that are empty in every row, and with the first digits of digests: what people need.
catalog::Table for_people(const catalog::Table& table);

/// The columns of a kind of list that fit into `width`, the sorted one among them.
publish::FittedText list_text(const std::string& kind, const std::string& sort, const catalog::Table& table, int width);
