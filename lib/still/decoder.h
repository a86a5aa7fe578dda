#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "model/picture.h"

namespace still {

/// The picture in a PNG or JPEG file's bytes: grey where the file is, else RGB; 8 bits a channel, without alpha. For
/// frames that an import made and for pictures of ours: files from outside go to a worker. `name` is for messages.
/// Throws Corrupt in the library's words, Unsupported for other formats and for more than `max_pixels`.
model::Picture decode(std::span<const std::uint8_t> bytes, const std::string& name,
                      std::int64_t max_pixels = std::int64_t{8192} * 8192);

}  // namespace still
