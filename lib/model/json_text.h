#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace model {

/// What a JSON text from outside may have.
struct JsonLimits {
  std::size_t depth = 8;  ///< of objects and arrays in each other
  std::size_t values = 10'000;
  bool fractions = false;  ///< whether numbers need not be integers
};

/// Parses JSON whose numbers are integers unless the limits say otherwise: this layer writes no others, and converting
/// a large fraction to an integer is undefined. Time and memory grow only with the text's length. Throws Corrupt for
/// other text and beyond the limits.
nlohmann::json parse_json(std::string_view text, const JsonLimits& limits);

/// The integer of a key. Throws Corrupt if it is absent, not an integer or outside of [min, max].
std::int64_t integer_of(const nlohmann::json& object, const char* key, std::int64_t min, std::int64_t max);

}  // namespace model
