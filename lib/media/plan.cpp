#include "media/plan.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "sampling/frame_sampler.h"

namespace media {
namespace {

using Use = Plan::Use;

/// The maximum number of packets that the decoder must delay to output pictures in the order of their times.
std::size_t needed_depth(const std::vector<PacketFacts>& packets) {
  // For each packet: how many before it in decoding order are shown after it. Only the largest times so far matter;
  // real streams need at most 16 (H.264, max_dec_frame_buffering).
  constexpr std::size_t kMaxTimes = 17;
  std::vector<std::int64_t> largest;  // descending
  std::size_t depth = 0;
  for (const PacketFacts& packet : packets) {
    const auto place = std::ranges::lower_bound(largest, packet.pts, std::greater<>());
    depth = std::max(depth, static_cast<std::size_t>(place - largest.begin()));
    largest.insert(place, packet.pts);
    if (largest.size() > kMaxTimes) largest.pop_back();
  }
  return depth;
}

bool is_proven(const std::vector<PacketFacts>& packets, const StreamTraits& traits) {
  if (traits.kind == StreamTraits::Kind::Unknown || packets.empty() || !packets.front().random_access_point)
    return false;
  const bool intra = traits.kind == StreamTraits::Kind::Intra;
  for (const PacketFacts& packet : packets) {
    if (packet.pts == kNoTime || packet.corrupt || !packet.one_picture) return false;
    if (intra && (!packet.random_access_point || packet.parameter_sets != packets.front().parameter_sets)) return false;
  }
  return needed_depth(packets) <= (intra ? 0U : static_cast<std::size_t>(std::max(traits.reorder_depth, 0)));
}

/// Shown pictures, in the order of their times.
std::vector<Wanted> shown_pictures(const std::vector<PacketFacts>& packets) {
  std::vector<Wanted> shown;
  shown.reserve(packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (!packets[i].discard) shown.push_back({0, packets[i].pts, static_cast<std::int64_t>(i)});
  }
  std::ranges::sort(shown, {}, &Wanted::pts);
  for (std::size_t i = 0; i < shown.size(); ++i) shown[i].picture = static_cast<std::int64_t>(i);
  return shown;
}

bool has_equal_times(const std::vector<Wanted>& shown) {
  return std::ranges::adjacent_find(shown, {}, &Wanted::pts) != shown.end();
}

std::vector<Wanted> choose(const std::vector<Wanted>& shown, const StreamTraits& traits,
                           const model::Sampling& sampling, const model::Window& window) {
  std::int64_t in_window = 0;
  sampling::WindowGate gate(window, traits.time_base);
  for (const Wanted& picture : shown) {
    if (gate.place(picture.picture, picture.pts) == sampling::WindowGate::Place::Inside) ++in_window;
  }
  sampling::FrameSampler sampler(sampling, window, traits.time_base, in_window);
  std::vector<Wanted> wanted;
  for (const Wanted& picture : shown) {
    const auto verdict = sampler.see(picture.picture, picture.pts);
    if (verdict == sampling::FrameSampler::Verdict::Done) break;
    if (verdict == sampling::FrameSampler::Verdict::Take) wanted.push_back(picture);
  }
  return wanted;
}

/// For each packet, whether decoding can start there: it is a random access point, and packets before and after it are
/// also shown before and after it.
std::vector<bool> entry_points(const std::vector<PacketFacts>& packets) {
  std::vector<bool> entries(packets.size());
  std::int64_t after = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = packets.size(); i-- > 0;) {
    entries[i] = packets[i].random_access_point && packets[i].pts < after;
    after = std::min(after, packets[i].pts);
  }
  std::int64_t before = kNoTime;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    entries[i] = entries[i] && (i == 0 || before < packets[i].pts);
    before = std::max(before, packets[i].pts);
  }
  return entries;
}

/// From the last wanted packet backwards: sends the packets from an entry point to a wanted packet, leaves the rest.
std::vector<Use> uses_of(const std::vector<PacketFacts>& packets, const std::vector<Wanted>& wanted, bool intra) {
  std::vector<Use> uses(packets.size(), Use::Leave);
  for (const Wanted& picture : wanted) uses[static_cast<std::size_t>(picture.packet)] = Use::Decode;
  if (intra) return uses;
  const bool sets_in_band =
      std::any_of(packets.begin() + 1, packets.end(), [](const PacketFacts& packet) { return packet.parameter_sets; });
  const std::vector<bool> entries = entry_points(packets);
  bool needed = false;
  for (std::size_t i = packets.size(); i-- > 0;) {
    needed = needed || uses[i] == Use::Decode;
    if (needed && uses[i] == Use::Leave) uses[i] = Use::Reference;
    // If pictures come with parameter sets, a packet that is left out might have one that is needed.
    if (entries[i] && !sets_in_band) needed = false;
  }
  return uses;
}

}  // namespace

std::optional<Plan> plan_pictures(const std::vector<PacketFacts>& packets, const StreamTraits& traits,
                                  const model::Sampling& sampling, const model::Window& window) {
  if (!is_proven(packets, traits)) return std::nullopt;
  const std::vector<Wanted> shown = shown_pictures(packets);
  if (shown.empty() || has_equal_times(shown)) return std::nullopt;
  Plan plan;
  plan.pictures = static_cast<std::int64_t>(shown.size());
  plan.first_pts = shown.front().pts;
  plan.wanted = choose(shown, traits, sampling, window);
  plan.uses = uses_of(packets, plan.wanted, traits.kind == StreamTraits::Kind::Intra);
  return plan;
}

}  // namespace media
