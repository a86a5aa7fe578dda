#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "media/container.h"
#include "media/key_packets.h"
#include "media/mpeg4_packet.h"
#include "media/packet_facts.h"

namespace media {

class Input;

/// All packets of a container's stream, for several passes. Few packets are kept in memory; otherwise each pass reads
/// the file again, so that memory does not grow with the clip's length.
class PacketStore {
 public:
  /// Reads the container to its end. `descriptor` is its file.
  PacketStore(int descriptor, Container& container, std::int64_t max_pixels, std::int64_t max_bytes_kept);

  /// One per packet, in decoding order. Only H.264, MPEG-4 and JPEG packets are examined.
  const std::vector<PacketFacts>& facts() const { return facts_; }
  /// The number of packets to be shown.
  std::int64_t shown() const;
  const KeyPackets& key_packets() const { return key_packets_; }
  /// For a file that is cut off: drops its last packet, unless the container proves that it is complete.
  void drop_cut_packet(bool container_has_sizes);
  /// False if there are too many packets; then the rest was not read.
  bool complete() const { return complete_; }

  /// Goes back to the first packet. Throws Io if the file has changed.
  void rewind();
  /// The next packet, valid until the next call; null at the end.
  const AVPacket* next();

 private:
  PacketFacts look_into(const AVPacket& packet);

  int descriptor_;
  std::int64_t max_pixels_;
  int stream_;
  int codec_;  // an AVCodecID
  H264Layout layout_;
  std::optional<Mpeg4Scanner> mpeg4_;
  std::vector<PacketFacts> facts_;
  KeyPackets key_packets_;
  std::vector<UniquePacket> kept_;
  bool all_kept_ = true;
  bool complete_ = true;
  std::size_t at_ = 0;
  // For further passes, if not all packets are kept.
  UniquePacket packet_;
  std::unique_ptr<Input> again_input_;
  std::optional<Container> again_;
};

}  // namespace media
