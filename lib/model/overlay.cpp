#include "model/overlay.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/names.h"
#include "model/json_text.h"

namespace model {
namespace {

constexpr auto kOverlayKinds = base::names<Overlay::Kind>({{Overlay::Kind::Text, "text"},
                                                           {Overlay::Kind::Ruler, "ruler"},
                                                           {Overlay::Kind::Marker, "marker"},
                                                           {Overlay::Kind::Logo, "logo"}});

Overlay overlay_from(const nlohmann::json& value) {
  constexpr int kMaxSide = 1 << 16;
  const auto number = [&](const char* key) { return static_cast<int>(integer_of(value, key, 0, kMaxSide)); };
  const auto kind = overlay_kind_from(value.at("kind").get_ref<const std::string&>());
  if (!kind) throw base::Error(base::Code::InvalidInput, "unknown kind of overlay");
  return {*kind, {number("x"), number("y"), number("width"), number("height")}};
}

}  // namespace

std::string_view to_string(Overlay::Kind kind) { return base::name_of(kOverlayKinds, kind); }

std::optional<Overlay::Kind> overlay_kind_from(std::string_view text) { return base::value_of(kOverlayKinds, text); }

nlohmann::json overlay_json(const Overlay& overlay) {
  const Region& box = overlay.box;
  return {{"kind", to_string(overlay.kind)}, {"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

std::vector<Overlay> overlays_from(const nlohmann::json& value, int picture_width, int picture_height) {
  try {
    if (!value.is_array() || value.size() > kMaxOverlays) {
      throw base::Error(base::Code::InvalidInput, "not a list of overlays, or too many");
    }
    std::vector<Overlay> overlays;
    for (const nlohmann::json& one : value) {
      overlays.push_back(overlay_from(one));
      if (!overlays.back().box.fits(picture_width, picture_height)) {
        throw base::Error(base::Code::InvalidInput, "an overlay outside of the picture");
      }
    }
    return overlays;
  } catch (const nlohmann::json::exception&) {
    throw base::Error(base::Code::InvalidInput, "not an overlay");
  }
}

std::vector<Overlay> cropped(const std::vector<Overlay>& overlays, const Region& region) {
  std::vector<Overlay> inside;
  for (const Overlay& overlay : overlays) {
    const int left = std::max(overlay.box.x, region.x);
    const int top = std::max(overlay.box.y, region.y);
    const int width = std::min(overlay.box.x + overlay.box.width, region.x + region.width) - left;
    const int height = std::min(overlay.box.y + overlay.box.height, region.y + region.height) - top;
    if (width > 0 && height > 0) inside.push_back({overlay.kind, {left - region.x, top - region.y, width, height}});
  }
  return inside;
}

}  // namespace model
