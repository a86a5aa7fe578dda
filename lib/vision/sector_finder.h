#pragma once

#include "model/sector.h"

namespace vision {

class Evidence;

/// The scanned area of a clip, and what speaks for it.
struct FoundSector {
  model::Sector sector;
  /// How far the sector can be relied on, from 0 to 1000. Low for a picture without edges of a sector, which is Whole.
  int confidence_permille = 0;
  bool several_sectors = false;  ///< the picture shows others too; this is the B-mode one, of two the left one
  int pictures = 0;
  int backdrop_level = 0;     ///< the luma around the sector
  int backdrop_permille = 0;  ///< of the picture's rim, how much has this luma
  int filled_permille = 0;    ///< of the sector, how much shows echoes
  int outside_permille = 0;   ///< of what looks like echoes, how much is outside of the sector
  int edges_permille = 0;     ///< of the outline within the picture, how much is where echoes end
  int moving_permille = 0;    ///< of the sector, how much changes from picture to picture
};

/// Finds the sector in what the pictures of a clip show. Integers and exactly rounded operations only: equal evidence
/// gives equal sectors on every machine and with every compiler. Throws InvalidInput without pictures.
FoundSector find_sector(const Evidence& evidence);

/// Changes when `find_sector` may answer otherwise for the same evidence.
inline constexpr int kSectorFinderVersion = 1;

}  // namespace vision
