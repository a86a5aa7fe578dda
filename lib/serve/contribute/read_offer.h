#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "catalog/contributions/contributions.h"

namespace serve {

inline constexpr std::size_t kMaxOffered = 100;  ///< files of a contribution

/// A contribution that a person asks for, before its uploads were looked up: its files have only id, place and what is
/// said about them.
struct Offer {
  catalog::Contribution contribution;
  std::vector<catalog::ContributedFile> files;
};

/// Reads the body of POST /api/v1/contributions. Throws InvalidInput for another one.
Offer read_offer(const std::string& person, const nlohmann::json& body);

}  // namespace serve
