#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

struct AVCodecParameters;

namespace media {

/// The picture data of a packet, without the parts that change when a stream is repackaged: start codes and lengths of
/// units, parameter sets, sequence headers, delimiters, supplemental messages.
struct PicturePayload {
  bool key = false;                                   ///< an intra picture
  std::vector<std::span<const std::uint8_t>> pieces;  ///< parts of the packet, in order
  std::size_t bytes() const;
};

/// Finds the payload of a stream's packets by the syntax of their codec: H.264 (ITU-T H.264, 7.3), HEVC (ITU-T
/// H.265, 7.3), AV1 (AV1 Bitstream, 5.3), MPEG-1 and 2 (ISO/IEC 13818-2, 6.2), MPEG-4 Part 2 (ISO/IEC 14496-2, 6.2),
/// JPEG (ITU-T T.81, annex B), VP8 (RFC 6386, 9.1), Theora (Theora Specification, 7.1). For other codecs it is the
/// whole packet, and the demuxer's key flag counts.
class PayloadFinder {
 public:
  explicit PayloadFinder(const AVCodecParameters& parameters);
  /// `flagged_key`: the demuxer's key flag.
  PicturePayload find(std::span<const std::uint8_t> packet, bool flagged_key) const;

 private:
  int codec_;         // an AVCodecID
  int length_bytes_;  // size of a unit's length field; 0: start codes
};

}  // namespace media
