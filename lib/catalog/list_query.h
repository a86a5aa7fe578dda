#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/kinds.h"
#include "catalog/listing.h"
#include "catalog/page_key.h"
#include "store/database.h"

/// Internal to this layer: a listing as SQL.
namespace catalog {

/// A condition on rows, and the values of its parameters.
struct Where {
  enum class Reads {
    Column,  ///< an index has its rows
    All,     ///< it is looked at for each row
    Few      ///< it gives few rows of the kind's first access path
  };
  std::string sql;
  std::vector<KeyValue> values;
  Reads reads = Reads::All;
  int access_path = 0;  ///< of a column
};

/// One listing, prepared for reading page by page.
struct ListQuery {
  const Kind* kind = nullptr;
  const AccessPath* access_path = nullptr;
  std::vector<Column> order;  ///< a unique sort key of the rows
  std::vector<Where> where;   ///< all of them hold
  bool descending = false;
};

/// Throws InvalidInput for an unknown kind, column or value.
ListQuery plan(Catalog& catalog, const Listing& listing, const std::string& main_axis);

const Kind& kind_of(std::string_view name, std::string_view by);
/// The column's name in listings. An axis may have the name of another column or filter.
std::string name_of(const Kind& kind, const Column& column, const std::string& main_axis);
/// A column to filter or sort by; `selective`: there is a filter on the kind's selective column. Throws InvalidInput.
const Column& column_of(const Kind& kind, std::string_view name, const std::string& main_axis, bool selective);

/// "SELECT … FROM … WHERE …" with what all of `where` need bound.
store::Statement select(Catalog& catalog, std::string_view columns_and_tables, const std::vector<Where>& where,
                        std::string_view end = {});

}  // namespace catalog
