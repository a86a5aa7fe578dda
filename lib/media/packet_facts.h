#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace media {

/// A time that a packet or picture does not have.
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

/// What is known of one packet without decoding it, in the order in which packets are decoded.
struct PacketFacts {
  std::int64_t pts = kNoTime;  ///< in the stream's time base
  bool discard = false;        ///< decoded, but never shown: before the start of an edit list
  bool corrupt = false;        ///< the demuxer says so, or it has no bytes
  bool one_picture = false;    ///< proven by its bytes: exactly one picture, and all that belongs to it
  /// Proven by its bytes: nothing before it is needed from here on (an IDR picture).
  bool random_access_point = false;
  bool parameter_sets = false;  ///< holds what later packets may need, besides pictures
};

/// How the packets of an H.264 stream are made.
struct H264Layout {
  /// Bytes of a NAL unit's length (ISO 14496-15); 0: start codes (H.264 annex B).
  int length_bytes = 0;
};

/// From a stream's extradata.
H264Layout h264_layout(std::span<const std::uint8_t> extradata);

/// Reads NAL unit headers and first_mb_in_slice (ITU-T H.264, 7.3.1 and 7.3.3) into one_picture, random_access_point
/// and parameter_sets: two fields in one packet, or a packet that cannot be read, is not one_picture.
void scan_h264(std::span<const std::uint8_t> packet, H264Layout layout, PacketFacts& facts);

/// The same for a JPEG (ITU-T T.81, annex B): a picture that brings its own quantisation tables, and no Huffman tables
/// or its own, needs nothing before it. Sets one_picture and random_access_point; parameter_sets where it has Huffman
/// tables.
void scan_jpeg(std::span<const std::uint8_t> packet, PacketFacts& facts);

}  // namespace media
