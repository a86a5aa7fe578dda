#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/sector.h"

namespace model {

/// Changes when the same pictures may give another sector; part of recipes, so that frames are made again.
inline constexpr int kSectorFinderVersion = 4;

/// The scanned area of a clip as it was found in its pictures, and what speaks for it.
struct FoundSector {
  Sector sector;  ///< in the whole displayed picture
  /// How far the sector can be relied on, from 0 to 1000. Low for a picture without edges of a sector, which is Whole.
  int confidence_permille = 0;
  bool several_sectors = false;  ///< the picture shows others too; this is the B-mode one, of two the left one
  int pictures = 0;              ///< that were looked at
  int backdrop_level = 0;        ///< the luma around the sector
  int backdrop_permille = 0;     ///< of the picture's rim, how much has this luma
  int filled_permille = 0;       ///< of the sector, how much shows echoes
  int outside_permille = 0;      ///< of what looks like echoes, how much is outside of the sector
  int edges_permille = 0;        ///< of the outline within the picture, how much is where echoes end
  int moving_permille = 0;       ///< of the sector, how much changes from picture to picture
  bool operator==(const FoundSector&) const = default;
};

/// With the keys "geometry", "confidence_permille", "several_sectors" and "evidence".
nlohmann::json found_sector_json(const FoundSector& found);
/// Throws InvalidInput for values that cannot be.
FoundSector found_sector_from(const nlohmann::json& value);

}  // namespace model
