#include "model/found_sector.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/json_text.h"

namespace model {
namespace {

using nlohmann::json;

struct EvidenceKey {
  const char* name;
  int FoundSector::*value;
  int most;
};
constexpr std::array kEvidence = {EvidenceKey{"pictures", &FoundSector::pictures, 1 << 20},
                                  EvidenceKey{"backdrop_level", &FoundSector::backdrop_level, 255},
                                  EvidenceKey{"backdrop_permille", &FoundSector::backdrop_permille, 1000},
                                  EvidenceKey{"filled_permille", &FoundSector::filled_permille, 1000},
                                  EvidenceKey{"outside_permille", &FoundSector::outside_permille, 1000},
                                  EvidenceKey{"edges_permille", &FoundSector::edges_permille, 1000},
                                  EvidenceKey{"moving_permille", &FoundSector::moving_permille, 1000}};

}  // namespace

json found_sector_json(const FoundSector& found) {
  json evidence;
  for (const EvidenceKey& key : kEvidence) evidence[key.name] = found.*key.value;
  return {{"geometry", sector_json(found.sector)},
          {"confidence_permille", found.confidence_permille},
          {"several_sectors", found.several_sectors},
          {"evidence", std::move(evidence)}};
}

FoundSector found_sector_from(const json& value) {
  try {
    FoundSector found;
    found.sector = sector_from(value.at("geometry"));
    found.confidence_permille = static_cast<int>(integer_of(value, "confidence_permille", 0, 1000));
    found.several_sectors = value.at("several_sectors").get<bool>();
    for (const EvidenceKey& key : kEvidence) {
      found.*key.value = static_cast<int>(integer_of(value.at("evidence"), key.name, 0, key.most));
    }
    return found;
  } catch (const json::exception&) {
    throw base::Error(base::Code::InvalidInput, "not a found sector");
  }
}

}  // namespace model
