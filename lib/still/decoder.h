#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "model/picture.h"

namespace still {

/// Decodes a PNG or JPEG file: grey if the file is grey, else RGB; 8 bits per channel, without alpha. Only for frames
/// of an import and our own pictures; workers decode other files. `name` is for messages. Throws Corrupt with the
/// library's message, Unsupported for other formats and more than `max_pixels`.
model::Picture decode(std::span<const std::uint8_t> bytes, const std::string& name,
                      std::int64_t max_pixels = std::int64_t{8192} * 8192);

}  // namespace still
