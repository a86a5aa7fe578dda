#include "vision/overlay_finder.h"

#include <algorithm>
#include <tuple>

#include "base/error.h"
#include "model/found_sector.h"
#include "vision/evidence.h"
#include "vision/overlay_mask.h"
#include "vision/overlay_parts.h"

namespace vision {
namespace {

using model::Overlay;
using model::Region;

constexpr int kFrameShare = 3;    // of both sides of the picture: what is larger and mostly empty frames others
constexpr int kLongShare = 8;     // of the shorter side: bars are longer
constexpr int kMarkerShare = 14;  // of the shorter side: markers are smaller
constexpr int kLogoShare = 45;    // of a box that a logo fills, in 1/100
constexpr int kLeastLetters = 3;  // of a text in the sector of a still
constexpr int kColoured = 72;     // difference between channels
constexpr int kTissueShare = 20;  // of the picture: moving echoes beside the sector, as of a second one, are larger

bool is_long(const Region& box, int shorter) {
  const int length = std::max(box.width, box.height);
  return length * kLongShare >= shorter && std::min(box.width, box.height) * 5 <= length;
}

Overlay::Kind kind_of(const OverlayPart& part, int shorter) {
  const Region& box = part.box;
  const bool upright = box.height >= box.width;
  if (part.ticks || (is_long(box, shorter) && (upright || part.pieces <= 2))) return Overlay::Kind::Ruler;
  const bool dense = part.pixels * 100LL >= 1LL * box.width * box.height * kLogoShare;
  if (part.pieces == 1 && std::max(box.width, box.height) * kMarkerShare <= shorter) return Overlay::Kind::Marker;
  if (dense && part.pieces <= 3 && box.width <= 3 * box.height) return Overlay::Kind::Logo;
  return Overlay::Kind::Text;
}

// Frames, and echoes beside the sector, such as those of a second one.
bool is_no_overlay(const OverlayPart& part, const Evidence& evidence) {
  const Region& box = part.box;
  const int width = evidence.width();
  const int height = evidence.height();
  if (box.width * kFrameShare > width && box.height * kFrameShare > height) return true;
  if (1LL * box.width * box.height * kTissueShare < 1LL * width * height) return false;
  std::int64_t moving = 0;
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
      moving += evidence.maximum()[at] - evidence.minimum()[at] > 24 ? 1 : 0;
    }
  }
  return moving * 3 > 1LL * box.width * box.height;
}

// A bright spot in the sector of a still: echoes are as steady there as what is drawn. Text has more pieces.
bool is_spot_in_still(const OverlayPart& part, const Evidence& evidence, const model::Sector& sector) {
  if (evidence.pictures() > 1 || part.ticks || part.pieces >= kLeastLetters) return false;
  const Region& box = part.box;
  if (!sector.contains(box.x + box.width / 2, box.y + box.height / 2)) return false;
  if (evidence.colour().empty()) return true;
  int most = 0;
  for (int y = box.y; y < box.y + box.height; ++y) {
    const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(evidence.width());
    for (int x = box.x; x < box.x + box.width; ++x) {
      most = std::max<int>(most, evidence.colour()[row + static_cast<std::size_t>(x)]);
    }
  }
  return most < kColoured;
}

}  // namespace

std::vector<Overlay> find_overlays(const Evidence& evidence, const model::FoundSector& found) {
  if (evidence.pictures() == 0) throw base::Error(base::Code::InvalidInput, "no pictures to find overlays in");
  const int shorter = std::min(evidence.width(), evidence.height());
  std::vector<OverlayPart> parts = overlay_pieces(overlay_mask(evidence, found));
  std::erase_if(parts, [&](const OverlayPart& part) { return is_no_overlay(part, evidence); });
  parts = joined(std::move(parts), evidence.width(), evidence.height());
  std::erase_if(parts, [&](const OverlayPart& part) { return is_spot_in_still(part, evidence, found.sector); });
  std::ranges::stable_sort(parts, [](const OverlayPart& a, const OverlayPart& b) { return a.pixels > b.pixels; });
  if (parts.size() > model::kMaxOverlays) parts.resize(model::kMaxOverlays);
  std::vector<Overlay> overlays;
  overlays.reserve(parts.size());
  for (const OverlayPart& part : parts) overlays.push_back({kind_of(part, shorter), part.box});
  std::ranges::sort(overlays, {}, [](const Overlay& overlay) {
    const Region& box = overlay.box;
    return std::tuple(box.y, box.x, box.height, box.width, overlay.kind);
  });
  return overlays;
}

}  // namespace vision
