#include "catalog/listing.h"

#include "catalog/kinds.h"

namespace catalog {

const std::vector<std::string>& listing_kinds() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Kind& kind : kinds()) {
      if (kind.by.empty()) names.emplace_back(kind.name);
    }
    return names;
  }();
  return kNames;
}

}  // namespace catalog
