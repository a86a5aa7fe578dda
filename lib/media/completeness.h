#pragma once

#include <string>

#include "media/ending.h"

namespace media {

class Input;

/// Says how a file ends before what its own structure announces, where that is certain: a box, chunk, block or packet
/// that reaches past the end, an end marker that every such file has and this one lacks. Nothing where it is whole, or
/// of a kind that does not tell. Reads headers only, nothing is decoded. `container`: libavformat's name.
Missing missing_end(const Input& input, const std::string& container);

/// Whether the container says how long each packet is, so that libavformat marks one that is cut off.
bool says_packet_sizes(const std::string& container);

}  // namespace media
