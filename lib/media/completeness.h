#pragma once

#include <string>
#include <string_view>

#include "media/ending.h"

namespace media {

class Input;

/// Detects a file that ends too early, if its structure proves it: a box, chunk, block or packet reaches past the end,
/// or a mandatory end marker is missing. Nothing if the file is complete or its format does not tell. Reads headers
/// only, decodes nothing. `container`: libavformat's name.
Missing missing_end(const Input& input, const std::string& container);

/// Whether a file of ISO 14496-12 boxes has a top-level box of this type: a video has moov, a HEIF still has meta.
bool has_box(const Input& input, std::string_view type);

/// Whether the container stores packet sizes, so that libavformat marks a packet that is cut off.
bool says_packet_sizes(const std::string& container);

}  // namespace media
