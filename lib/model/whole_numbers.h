#pragma once

#include <string_view>

namespace model {

/// Throws Corrupt if a number in a JSON text is not an integer. This layer writes only integers, and converting a large
/// fraction to an integer is undefined. Throws nlohmann::json's exception if the text is not JSON.
void refuse_fractions(std::string_view json_text);

}  // namespace model
