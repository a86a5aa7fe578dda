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

/// All packets of a container's stream, to go through more than once. A file's packets stay in memory where they are
/// few enough, so that it is read once; else each round reads it again, and memory does not grow with a clip's length.
class PacketStore {
 public:
  /// Reads the container to its end. `descriptor` is what it reads from.
  PacketStore(int descriptor, Container& container, std::int64_t max_pixels, std::int64_t max_bytes_kept);

  /// One a packet, in the order decoded. H.264, MPEG-4 and JPEG packets are looked into, others not.
  const std::vector<PacketFacts>& facts() const { return facts_; }
  /// How many packets are to be shown.
  std::int64_t shown() const;
  const KeyPackets& key_packets() const { return key_packets_; }
  /// Of a file that was cut off: leaves out its last packet, unless the container says that it is whole.
  void drop_cut_packet(bool container_has_sizes);
  /// False where there are more packets than any real clip has: the rest was not read.
  bool complete() const { return complete_; }

  /// Back to the first packet. Throws Io where the file has changed in between.
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
  // For another round, where not all are kept.
  UniquePacket packet_;
  std::unique_ptr<Input> again_input_;
  std::optional<Container> again_;
};

}  // namespace media
