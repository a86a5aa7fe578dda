#include "media/key_packets.h"

#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "media/libav.h"
#include "model/clip_job.h"
#include "sampling/window_gate.h"

namespace media {
namespace {

model::PacketDigest digest_of(const PicturePayload& payload) {
  base::Hasher hasher;
  for (const auto& piece : payload.pieces) hasher.add({reinterpret_cast<const char*>(piece.data()), piece.size()});
  const base::Digest whole = hasher.finish();
  model::PacketDigest digest;
  std::copy_n(whole.bytes.begin(), digest.bytes.size(), digest.bytes.begin());
  return digest;
}

/// The first and last packet, in decoding order, of the window's pictures; nothing if it has none. Without times,
/// decoding order counts as display order.
std::optional<std::pair<std::int64_t, std::int64_t>> packets_of(const std::vector<PacketFacts>& facts,
                                                                const model::Window& window, base::Rational time_base) {
  std::vector<std::pair<std::int64_t, std::int64_t>> shown;  // (time, packet)
  bool timed = true;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].discard) continue;
    timed = timed && facts[i].pts != kNoTime;
    shown.emplace_back(facts[i].pts, static_cast<std::int64_t>(i));
  }
  if (timed) std::ranges::sort(shown);
  model::Window asked = window;
  if (!timed) asked.from_s = asked.to_s = std::nullopt;  // more than asked for, but not less
  sampling::WindowGate gate(asked, time_base);
  std::optional<std::pair<std::int64_t, std::int64_t>> range;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto place = gate.place(static_cast<std::int64_t>(i), timed ? shown[i].first : 0);
    if (place == sampling::WindowGate::Place::After) break;
    if (place == sampling::WindowGate::Place::Before) continue;
    const std::int64_t packet = shown[i].second;
    if (!range) range = {packet, packet};
    range = {std::min(range->first, packet), std::max(range->second, packet)};
  }
  return range;
}

}  // namespace

void KeyPackets::see(const AVPacket& packet) {
  const std::int64_t number = packets_++;
  if (packet.size <= 0 || (packet.flags & AV_PKT_FLAG_CORRUPT) != 0) return;
  const PicturePayload payload =
      payloads_.find({packet.data, static_cast<std::size_t>(packet.size)}, (packet.flags & AV_PKT_FLAG_KEY) != 0);
  if (!payload.key || payload.pieces.empty()) return;
  const bool tells = payload.bytes() >= kMinKeyBytes;
  keys_.push_back({number, tells, tells ? digest_of(payload) : model::PacketDigest{}});
}

std::vector<model::PacketDigest> KeyPackets::of_window(const std::vector<PacketFacts>& facts,
                                                       const model::Window& window, base::Rational time_base) const {
  const auto range = packets_of(facts, window, time_base);
  if (!range) return {};
  auto first = std::ranges::upper_bound(keys_, range->first, {}, &Key::packet);
  if (first != keys_.begin()) --first;
  std::vector<model::PacketDigest> digests;
  for (; first != keys_.end() && first->packet <= range->second; ++first) {
    if (first->tells) digests.push_back(first->digest);
  }
  std::ranges::sort(digests);
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
  if (digests.size() > model::kMaxKeyPackets) digests.resize(model::kMaxKeyPackets);
  return digests;
}

}  // namespace media
