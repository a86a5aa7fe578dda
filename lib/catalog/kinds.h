#pragma once

#include <string_view>
#include <vector>

/// Internal to this layer: what `list` can show, as SQL.
namespace catalog {

/// How a column's SQL becomes a cell, and a filter's text becomes an SQL value.
enum class ColumnType {
  Text,         ///< '' gives an empty cell
  Integer,      ///< a number
  Number,       ///< a number; 0 gives an empty cell
  Thousandths,  ///< of a decimal number; 0 gives an empty cell
  Unsigned,     ///< 64 bits, as text
  Digest,       ///< 64 hexadecimal digits; an empty blob gives an empty cell
  Hash,         ///< 16 hexadecimal digits
  Time,         ///< from (pts, time base): seconds with 6 decimals
  File,         ///< from (clip, recipe, object, picture, the recipe's format): a frame's file in the dataset
  Next          ///< from a finding's code: what to do next
};

/// The column of labels in effect on the dataset's main axis; listings name it after the axis.
inline constexpr std::string_view kMainAxis = "main_axis";

/// `sql` is never NULL, so that pages can end and start at any value of it.
struct Column {
  std::string_view name;
  std::string_view sql;
  ColumnType type = ColumnType::Text;
  /// The kind's access path with an index that starts with the column.
  int access_path = 0;
  /// False: too many rows to scan; filtered and sorted only if Kind::selective_column is filtered, too.
  bool indexed = true;
  bool filterable() const { return type != ColumnType::File && type != ColumnType::Next; }
  /// The part of `sql` used to filter and sort.
  std::string_view key() const { return type == ColumnType::Time ? sql.substr(0, sql.find(',')) : sql; }
};

/// A FROM clause, and the natural key of its rows in terms of the table it starts at.
struct AccessPath {
  std::string_view from;
  std::vector<Column> key;
};

/// A filter that is not a column.
struct Condition {
  enum class Test {
    Value,  ///< the filter's text is the parameter
    Fold,   ///< of the split that another filter names: the parameters are the split and the fold's number
    Words   ///< the parameter has a byte for each row of `clip`: 1 for those of ClipTexts::find
  };
  std::string_view name;
  std::string_view sql;
  std::string_view none = {};  ///< for an empty value
  std::string_view few = {};   ///< a query of the clips' ids, with the same parameter
  Test test = Test::Value;
};

/// Of so few rows all are read and sorted at once; of more, those in order are read until there are enough.
inline constexpr std::int64_t kFewRows = 2000;

struct Kind {
  std::string_view name;
  std::vector<Column> columns;
  std::vector<AccessPath> access_paths;
  std::string_view selective_column = {};  ///< one value leaves few rows, which the first path finds
  std::string_view by = {};                ///< what its rows are put together by; empty: nothing
  std::vector<Condition> conditions = {};
};

const std::vector<Kind>& kinds();

}  // namespace catalog
