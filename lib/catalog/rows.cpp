#include "catalog/rows.h"

#include <fmt/format.h>

#include "base/error.h"
#include "model/id.h"

namespace catalog {

void unknown_value(std::string_view table, std::string_view row, std::string_view value) {
  throw base::Error(
      base::Code::Corrupt,
      fmt::format("catalog: table '{}', row '{}': invalid value '{}'; run 'sonoset fsck'", table, row, value));
}

std::string read_id(const store::Statement& row, int column, std::string_view table) {
  std::string id = row.text(column);
  if (!model::is_id(id)) unknown_value(table, id, id);
  return id;
}

base::Rational read_rational(std::string_view text, std::string_view table, std::string_view row) {
  return checked(base::Rational::parse(text), table, row, text);
}

}  // namespace catalog
