#include "catalog/rows.h"

#include <fmt/format.h>

#include "base/error.h"

namespace catalog {

void unknown_value(std::string_view table, std::string_view row, std::string_view value) {
  throw base::Error(
      base::Code::Corrupt,
      fmt::format("catalog: table '{}', row '{}': invalid value '{}'; run 'sonoset fsck'", table, row, value));
}

base::Rational read_rational(std::string_view text, std::string_view table, std::string_view row) {
  return checked(base::Rational::parse(text), table, row, text);
}

}  // namespace catalog
