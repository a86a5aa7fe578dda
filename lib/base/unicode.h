#pragma once

#include <string>
#include <string_view>

namespace base {

/// `text` in composed Unicode form (NFC, UAX #15), in which "ü" is one code point. Used to compare names: some systems
/// write file names decomposed. Text that is not UTF-8 is returned unchanged.
std::string nfc(std::string_view text);

}  // namespace base
