#pragma once

#include <string>
#include <utility>
#include <vector>

namespace catalog {

class Catalog;

/// Which clips are listed to people who may not see all.
struct VisibleClips {
  std::vector<std::pair<std::string, std::string>> licences;  ///< manifest and licence: clips with one of these,
  std::vector<std::string> blocking;                          ///< and no open finding with one of these codes
};

/// The licences that clips have, each once, sorted.
std::vector<std::string> licences_of_clips(Catalog& catalog);

}  // namespace catalog
