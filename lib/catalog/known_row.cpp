#include "catalog/known_row.h"

#include <fmt/format.h>

#include "base/error.h"

namespace catalog {

void missing_row(std::string_view table, std::string_view row) {
  throw base::Error(base::Code::Corrupt,
                    fmt::format("catalog: table '{}' has no row '{}'; run 'sonoset fsck'", table, row));
}

}  // namespace catalog
