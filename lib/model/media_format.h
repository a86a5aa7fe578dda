#pragma once

#include <span>
#include <string_view>

namespace model {

/// A format of videos or stills that this build reads.
struct MediaFormat {
  std::string_view demuxer;     ///< libavformat's name
  std::string_view extensions;  ///< small, without dots, between spaces
};

/// What a worker opens, and what `manifest scaffold` takes up: one list, so that neither says what the other does not
/// do. tests/media/media_formats_test.cpp reads a file of each. Everything else that libavformat opens is not wanted:
/// most of it is playlists, devices, games and sound.
std::span<const MediaFormat> media_formats();

/// Whether some format has this extension, in small letters.
bool is_media_extension(std::string_view extension);

/// What a file with this extension is, where people may take it for a clip and it is not read: "TIFF"; else empty.
std::string_view unread_format(std::string_view extension);

}  // namespace model
