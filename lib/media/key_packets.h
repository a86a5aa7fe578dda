#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/rational.h"
#include "media/packet_facts.h"
#include "media/picture_payload.h"
#include "model/packet_digest.h"
#include "model/window.h"

struct AVPacket;

namespace media {

/// Smaller key pictures are ignored: an empty screen can be this small.
inline constexpr std::size_t kMinKeyBytes = 256;

/// The digests of a stream's key pictures, equal in every container that the stream is copied to. They identify clips
/// of one recording without decoding.
class KeyPackets {
 public:
  explicit KeyPackets(const AVCodecParameters& parameters) : payloads_(parameters) {}

  /// Call with each packet, in decoding order.
  void see(const AVPacket& packet);

  /// The digests for the pictures of a window: the key pictures in it, and the last one before. `facts` are those of
  /// all packets. Sorted and distinct, at most model::kMaxKeyPackets.
  std::vector<model::PacketDigest> of_window(const std::vector<PacketFacts>& facts, const model::Window& window,
                                             base::Rational time_base) const;

 private:
  struct Key {
    std::int64_t packet = 0;
    bool tells = false;  ///< has at least kMinKeyBytes
    model::PacketDigest digest;
  };
  PayloadFinder payloads_;
  std::int64_t packets_ = 0;
  std::vector<Key> keys_;
};

}  // namespace media
