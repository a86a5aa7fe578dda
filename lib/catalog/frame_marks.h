#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/packet_digest.h"

namespace catalog {

/// A clip's current frame set, without its frames.
struct MarkedSet {
  std::string clip;
  std::string manifest;
  base::Digest object;
  base::Digest recipe;
  std::optional<std::vector<model::PacketDigest>> key_packets;  ///< see model::FrameSet
};

/// What a frame is recognised by; see model::Frame.
struct FrameMark {
  base::Digest pixels;
  std::uint64_t hash = 0;
  std::int64_t sharpness = 0;
  std::int64_t brightness = 0;
};

/// Visits all clips that are done, by id: first the set, then its frames by picture.
void each_frame_mark(Catalog& catalog, const std::function<void(MarkedSet)>& take_set,
                     const std::function<void(const FrameMark&)>& take_frame);

/// Done clips whose set was made by a version that did not record packets, by id.
std::vector<std::string> clips_without_packets(Catalog& catalog);

}  // namespace catalog
