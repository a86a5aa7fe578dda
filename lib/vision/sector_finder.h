#pragma once

#include "model/found_sector.h"

namespace vision {

class Evidence;

/// Finds the sector in what the pictures of a clip show. Integers and exactly rounded operations only: equal evidence
/// gives equal sectors on every machine and with every compiler. Throws InvalidInput without pictures.
model::FoundSector find_sector(const Evidence& evidence);

}  // namespace vision
