#pragma once

#include <string>
#include <string_view>

#include "media/ending.h"

namespace media {

class Input;

/// Says how a file ends before what its own structure announces, where that is certain: a box, chunk, block or packet
/// that reaches past the end, an end marker that every such file has and this one lacks. Nothing where it is whole, or
/// of a kind that does not tell. Reads headers only, nothing is decoded. `container`: libavformat's name.
Missing missing_end(const Input& input, const std::string& container);

/// Whether a file of ISO 14496-12's boxes has one of this type at its top level: moov is what a video is read by, meta
/// what a HEIF still is.
bool has_box(const Input& input, std::string_view type);

/// Whether the container says how long each packet is, so that libavformat marks one that is cut off.
bool says_packet_sizes(const std::string& container);

}  // namespace media
