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

/// The source of a picture's time.
enum class TimeSource {
  Pts,         ///< its own timestamp
  BestEffort,  ///< libavcodec's best effort, from decoding times
  Previous     ///< the previous picture's time plus its duration
};
std::string_view to_string(TimeSource source);
std::optional<TimeSource> time_source_from(std::string_view text);

/// The kind and size of perceptual hashes (see image/hash.h) in the catalog and in exports.
inline constexpr std::string_view kHashKind = "phash-dct";
inline constexpr int kHashBits = 64;

/// One sampled picture. `picture` counts the stream's pictures from 0 in display order.
struct Frame {
  std::int64_t picture = 0;
  std::int64_t pts = 0;  ///< in the stream's time base (ContentMetadata::time_base)
  TimeSource time_source = TimeSource::Pts;
  int width = 0;  ///< px, of the region
  int height = 0;
  int channels = 1;
  base::Digest pixels;          ///< digest of "width height channels\n" and the rows without padding
  std::uint64_t hash = 0;       ///< of kind kHashKind
  std::int64_t sharpness = 0;   ///< see image/quality.h
  std::int64_t brightness = 0;  ///< mean grey level times 256
  base::Digest file;            ///< digest of the encoded file
  std::int64_t file_bytes = 0;
  bool operator==(const Frame&) const = default;
};

/// The name of a frame's file: "000012.png".
std::string frame_name(std::int64_t picture, StillFormat format);

/// What the container claims about the stream; not trusted.
struct HeaderMetadata {
  std::string container;  ///< libavformat's name
  std::string codec;      ///< libavcodec's name
  std::string pixel_format;
  int stream = 0;
  int width = 0;
  int height = 0;
  std::int64_t pictures = 0;  ///< 0: unknown
  base::Rational rate_hz;     ///< average rate; 0: unknown
  base::Rational duration_s;  ///< 0: unknown
  bool operator==(const HeaderMetadata&) const = default;
};

/// What was found when the stream was read.
struct ContentMetadata {
  int width = 0;  ///< in displayed pixels, with rotation applied
  int height = 0;
  int rotation_deg = 0;   ///< the applied clockwise rotation: 0, 90, 180, 270
  bool mirrored = false;  ///< the picture was then mirrored left to right
  base::Rational sample_aspect{1};
  base::Rational time_base{1};
  std::int64_t first_pts = 0;     ///< of the stream's first picture
  std::int64_t pictures = 0;      ///< number of pictures in the stream
  bool pictures_counted = false;  ///< true: each was decoded; false: counted from the packets
  bool interlaced = false;
  std::string field_order;  ///< FFmpeg's name: progressive, tt, bb, tb, bt; empty: unknown
  bool alpha = false;       ///< the pictures had alpha, which was dropped
  int bit_depth = 8;        ///< bits per component, before reduction to 8
  bool grey = false;        ///< stored with one channel
  bool operator==(const ContentMetadata&) const = default;
};

}  // namespace model
