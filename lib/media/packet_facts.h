#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace media {

/// The time of a packet or picture without one.
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

/// What is known about a packet without decoding it.
struct PacketFacts {
  std::int64_t pts = kNoTime;  ///< in the stream's time base
  bool discard = false;        ///< decoded but not shown: before the start of an edit list
  bool corrupt = false;        ///< as reported by the demuxer, or empty
  bool one_picture = false;    ///< proven by its bytes: exactly one complete picture
  /// Proven by its bytes: nothing before it is needed to decode it and what follows (an IDR picture).
  bool random_access_point = false;
  bool parameter_sets = false;  ///< has parameter sets, which later packets may need
};

/// The packet format of an H.264 stream.
struct H264Layout {
  /// Size of a NAL unit's length field in bytes (ISO 14496-15); 0: start codes (H.264 annex B).
  int length_bytes = 0;
};

/// Reads it from a stream's extradata.
H264Layout h264_layout(std::span<const std::uint8_t> extradata);

/// Sets one_picture, random_access_point and parameter_sets from NAL unit headers and first_mb_in_slice (ITU-T H.264,
/// 7.3.1 and 7.3.3). A packet with two fields, or an invalid one, is not one_picture.
void scan_h264(std::span<const std::uint8_t> packet, H264Layout layout, PacketFacts& facts);

/// The same for a JPEG (ITU-T T.81, annex B): a picture with its own quantisation tables needs nothing before it. Sets
/// one_picture and random_access_point; parameter_sets if it has Huffman tables.
void scan_jpeg(std::span<const std::uint8_t> packet, PacketFacts& facts);

}  // namespace media
