#include "curate/sectors/screen_layout.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace curate {
namespace {

// Text may be longer or shorter, and is flush left or right.
bool is_at_same_place(const model::Region& a, const model::Region& b, int tolerance) {
  const auto near = [&](int one, int other) { return std::abs(one - other) <= tolerance; };
  return near(a.y, b.y) && near(a.y + a.height, b.y + b.height) &&
         (near(a.x, b.x) || near(a.x + a.width, b.x + b.width));
}

// Of the overlays of `a`, how many are in `b` too.
int places_shared(const std::vector<model::Overlay>& a, const std::vector<model::Overlay>& b, int tolerance) {
  return static_cast<int>(std::ranges::count_if(a, [&](const model::Overlay& one) {
    return std::ranges::any_of(
        b, [&](const model::Overlay& other) { return is_at_same_place(one.box, other.box, tolerance); });
  }));
}

}  // namespace

bool is_reliable(const model::FoundSector& found) {
  return found.sector.kind != model::Sector::Kind::Whole && found.confidence_permille >= kReliableSectorPermille;
}

bool shows_screen_of(const catalog::Screen& clip, const catalog::Screen& reliable) {
  const bool unsure = !is_reliable(clip.found);
  if (clip.overlays.empty() && reliable.overlays.empty()) return unsure;
  const int tolerance = static_cast<int>(std::int64_t{std::max(clip.width, clip.height)} * kLayoutPermille / 1000);
  const auto enough = [](int shared, std::size_t all) {
    return shared >= kSharedOverlays && shared * 1000 >= static_cast<int>(all) * kSharedOverlaysPermille;
  };
  return enough(places_shared(clip.overlays, reliable.overlays, tolerance), clip.overlays.size()) &&
         (unsure || enough(places_shared(reliable.overlays, clip.overlays, tolerance), reliable.overlays.size()));
}

}  // namespace curate
