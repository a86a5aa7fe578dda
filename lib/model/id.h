#pragma once

#include <string>
#include <string_view>

namespace model {

/// `[a-z0-9][a-z0-9_-]{0,63}`: safe as a file name, a URL part and a WebDataset key.
bool is_id(std::string_view text);

/// Makes an id from any text: lower case, other characters become '-', at most 64 characters. "clip" if nothing is
/// left.
std::string suggest_id(std::string_view text);

}  // namespace model
