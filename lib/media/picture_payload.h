#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

struct AVCodecParameters;

namespace media {

/// What a packet holds of its picture, without what containers rewrite when they repackage a stream: start codes and
/// lengths of units, parameter sets and headers of sequences, delimiters, messages beside the picture.
struct PicturePayload {
  bool key = false;                                   ///< an intra picture: nothing else is needed to show it
  std::vector<std::span<const std::uint8_t>> pieces;  ///< of the packet's bytes, in their order
  std::size_t bytes() const;
};

/// Finds it for one stream's packets by their codec's syntax: H.264 (ITU-T H.264, 7.3), HEVC (ITU-T H.265, 7.3), AV1
/// (AV1 Bitstream, 5.3), MPEG-1 and 2 (ISO/IEC 13818-2, 6.2), MPEG-4 Part 2 (ISO/IEC 14496-2, 6.2), JPEG (ITU-T T.81,
/// annex B), VP8 (RFC 6386, 9.1), Theora (Theora Specification, 7.1). Of other codecs it is the whole packet, and the
/// demuxer says which are key pictures.
class PayloadFinder {
 public:
  explicit PayloadFinder(const AVCodecParameters& parameters);
  /// `flagged_key`: the demuxer says that it is a key picture.
  PicturePayload find(std::span<const std::uint8_t> packet, bool flagged_key) const;

 private:
  int codec_;         // an AVCodecID
  int length_bytes_;  // of a unit's length; 0: start codes
};

}  // namespace media
