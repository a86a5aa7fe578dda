#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/rational.h"

namespace model {

enum class StillFormat;

/// Where a picture's time came from.
enum class TimeSource {
  Pts,         ///< its own timestamp
  BestEffort,  ///< libavcodec's best effort, from the packets' decoding times
  Previous     ///< the previous picture's time and duration
};
std::string_view to_string(TimeSource source);
std::optional<TimeSource> time_source_from(std::string_view text);

/// A 64-bit perceptual hash (see image/hash.h) has this kind and width in the catalog and in exports.
inline constexpr std::string_view kHashKind = "phash-dct";
inline constexpr int kHashBits = 64;

/// One sampled picture. `picture` counts the stream's pictures from 0, in the order they are shown.
struct Frame {
  std::int64_t picture = 0;
  std::int64_t pts = 0;  ///< in the stream's time base (ContentMetadata::time_base)
  TimeSource time_source = TimeSource::Pts;
  int width = 0;  ///< px, of the region
  int height = 0;
  int channels = 1;
  base::Digest pixels;          ///< of "width height channels\n" and the rows without padding
  std::uint64_t hash = 0;       ///< kHashKind
  std::int64_t sharpness = 0;   ///< see image/quality.h
  std::int64_t brightness = 0;  ///< mean grey level times 256
  base::Digest file;            ///< of the encoded file's bytes: what fsck --deep and exports compare
  std::int64_t file_bytes = 0;
  bool operator==(const Frame&) const = default;
};

/// The name of a frame's file: "000012.png".
std::string frame_name(std::int64_t picture, StillFormat format);

/// What a container claims of the stream that was used; nothing is believed.
struct HeaderMetadata {
  std::string container;  ///< libavformat's name
  std::string codec;      ///< libavcodec's name
  std::string pixel_format;
  int stream = 0;
  int width = 0;
  int height = 0;
  std::int64_t pictures = 0;  ///< 0: not said
  base::Rational rate_hz;     ///< average rate; 0: not said
  base::Rational duration_s;  ///< 0: not said
  bool operator==(const HeaderMetadata&) const = default;
};

/// What was seen when the stream was read.
struct ContentMetadata {
  int width = 0;  ///< displayed px, rotation applied
  int height = 0;
  int rotation_deg = 0;   ///< clockwise, that was applied: 0, 90, 180, 270
  bool mirrored = false;  ///< a horizontal flip that was applied after the rotation
  base::Rational sample_aspect{1};
  base::Rational time_base{1};
  std::int64_t first_pts = 0;     ///< of the stream's first picture
  std::int64_t pictures = 0;      ///< how many the stream has
  bool pictures_counted = false;  ///< true: each was decoded; false: counted from the packets
  bool interlaced = false;
  std::string field_order;  ///< as FFmpeg names it: progressive, tt, bb, tb, bt; empty: not looked at
  bool alpha = false;       ///< dropped
  int bit_depth = 8;        ///< of a component; reduced to 8
  bool grey = false;        ///< stored with one channel
  bool operator==(const ContentMetadata&) const = default;
};

}  // namespace model
