#pragma once

#include <optional>
#include <string>

namespace media {

class Input;

/// Words on how a file ends before what its own structure announces, where that is certain: a box, chunk, block or
/// packet that reaches past the end, an end marker that every such file has and this one lacks. Nothing where it is
/// whole, or of a kind that does not tell. Reads headers only, nothing is decoded. `container`: libavformat's name.
std::optional<std::string> missing_end(const Input& input, const std::string& container);

}  // namespace media
