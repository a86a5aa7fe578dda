#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sampling/orientation.h"

namespace media {

class Input;

/// The orientation in the EXIF block of a PNG (chunk eXIf) or WebP; libavcodec handles JPEG. Nothing for other files
/// and without an EXIF block. `container`: libavformat's name.
std::optional<sampling::Orientation> still_orientation(const Input& input, const std::string& container);

/// The orientation in an EXIF block (Exif 2.32, 4.6: a TIFF header and its first directory; tag 0x0112).
std::optional<sampling::Orientation> exif_orientation(std::span<const std::uint8_t> exif);

}  // namespace media
