#pragma once

#include <span>
#include <string_view>

namespace model {

/// A supported format of videos or stills.
struct MediaFormat {
  std::string_view demuxer;     ///< libavformat's name
  std::string_view extensions;  ///< lower case, without dots, separated and enclosed by spaces
};

/// The formats that workers open and `manifest scaffold` accepts; tests/media/media_formats_test.cpp reads a file of
/// each. Other formats of libavformat, mostly playlists, devices, games and sound, are refused.
std::span<const MediaFormat> media_formats();

/// Whether a supported format has this lower-case extension.
bool is_media_extension(std::string_view extension);

/// The name of the unsupported format with this extension, if it could be taken for a clip: "TIFF"; else empty.
std::string_view unread_format(std::string_view extension);

}  // namespace model
