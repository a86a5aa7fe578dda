#pragma once

#include <string>
#include <string_view>

namespace base {

/// `text` in Unicode's composed form (NFC, UAX #15), in which "ü" is one code point however it was typed: what names
/// are compared in. Some systems write file names decomposed. Text that is not UTF-8 comes back as it is.
std::string nfc(std::string_view text);

}  // namespace base
