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

/// Less of a picture than this says nothing: an empty screen takes no more.
inline constexpr std::size_t kLeastKeyBytes = 256;

/// The digests of a stream's key pictures as the container stores them: equal in every container that a stream was
/// copied to, so that clips of one recording are known without decoding any.
class KeyPackets {
 public:
  explicit KeyPackets(const AVCodecParameters& parameters) : payloads_(parameters) {}

  /// To be called with each packet, in the order decoded.
  void see(const AVPacket& packet);

  /// Of those that the window's pictures need: in it, and the last one before. `facts` are those of the packets seen.
  /// Sorted and distinct, at most model::kMaxKeyPackets.
  std::vector<model::PacketDigest> of_window(const std::vector<PacketFacts>& facts, const model::Window& window,
                                             base::Rational time_base) const;

 private:
  struct Key {
    std::int64_t packet = 0;
    bool tells = false;  ///< has kLeastKeyBytes
    model::PacketDigest digest;
  };
  PayloadFinder payloads_;
  std::int64_t packets_ = 0;
  std::vector<Key> keys_;
};

}  // namespace media
