#pragma once

#include <string_view>

namespace model {

/// Throws Corrupt where a number in a JSON text is no whole one: all that this layer writes are, and what becomes of a
/// large fraction in an integer is undefined. Throws nlohmann::json's exception where the text is no JSON.
void refuse_fractions(std::string_view json_text);

}  // namespace model
