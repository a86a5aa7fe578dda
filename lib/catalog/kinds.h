#pragma once

#include <string_view>
#include <vector>

/// Inside this layer: what `list` can show, as pieces of SQL.
namespace catalog {

/// How a column's SQL becomes a cell, and a filter's text becomes a value of SQL.
enum class Shape {
  Text,         ///< '' is no cell
  Integer,      ///< a number
  Number,       ///< a number; 0 is no cell
  Thousandths,  ///< of a decimal number; 0 is no cell
  Unsigned,     ///< 64 bits, as text
  Digest,       ///< 64 hexadecimal digits; an empty blob is no cell
  Hash,         ///< 16 hexadecimal digits
  Time,         ///< from (pts, time base): seconds with 6 decimals
  File,         ///< from (clip, recipe, object, picture, the recipe's format): a frame's file in the dataset
  Next          ///< from a finding's code: what to do
};

/// `sql` is never NULL, so that pages can end and start at any value of it.
struct Column {
  std::string_view name;
  std::string_view sql;
  Shape shape = Shape::Text;
  /// Which of the kind's roads has an index that starts with the column.
  int road = 0;
  /// False: too many rows to look at each; filter or sort only where Kind::narrow is filtered, too.
  bool indexed = true;
  bool countable() const { return shape != Shape::File && shape != Shape::Next; }
  /// The part of `sql` that rows are filtered and sorted by.
  std::string_view key() const { return shape == Shape::Time ? sql.substr(0, sql.find(',')) : sql; }
};

/// A FROM clause, and the natural key of its rows in terms of the table it starts at.
struct Road {
  std::string_view from;
  std::vector<Column> key;
};

struct Kind {
  std::string_view name;
  std::vector<Column> columns;
  std::vector<Road> roads;
  std::string_view narrow = {};  ///< a column of which a value leaves few rows, which the first road finds
};

const std::vector<Kind>& kinds();

}  // namespace catalog
