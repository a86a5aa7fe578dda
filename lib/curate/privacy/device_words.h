#pragma once

#include <string_view>

namespace curate {

/// Whether scanners write this word, in upper case, on their screens: settings, presets, parts of the body, makers.
bool is_device_word(std::string_view upper);

}  // namespace curate
