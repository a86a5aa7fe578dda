#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "media/packet_facts.h"

namespace media {

/// Examines the packets of an MPEG-4 Part 2 stream (ISO/IEC 14496-2, 6.2: start codes) in decoding order. Supports I
/// and P pictures only: after an I picture, nothing before it is needed.
class Mpeg4Scanner {
 public:
  /// `width` and `height` in pixels determine the minimum size of a coded picture.
  Mpeg4Scanner(int width, int height);

  /// Sets one_picture and random_access_point; parameter_sets if the packet's headers differ from the first packet's.
  void scan(std::span<const std::uint8_t> packet, PacketFacts& facts);

 private:
  struct Seen {
    int pictures = 0;
    bool intra = false;
    bool odd = false;  ///< something unsupported
    std::vector<std::uint8_t> headers;
  };
  void see(std::uint8_t code, std::span<const std::uint8_t> unit, Seen& seen) const;

  std::size_t least_bytes_;
  bool first_ = true;
  std::vector<std::uint8_t> headers_;  ///< of the first packet
};

}  // namespace media
