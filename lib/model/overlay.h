#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "model/region.h"

namespace model {

/// Something that a scanner, or a person, drew over a picture or beside its sector.
struct Overlay {
  enum class Kind : std::uint8_t {
    Text,
    Ruler,   ///< depth and other scales, with or without numbers; bars of grey levels or colours
    Marker,  ///< dots, arrows, focus and orientation marks
    Logo
  };
  Kind kind = Kind::Text;
  /// The smallest region that contains it.
  Region box;
  bool operator==(const Overlay&) const = default;
};

/// "text", "ruler", "marker", "logo".
std::string_view to_string(Overlay::Kind kind);
std::optional<Overlay::Kind> overlay_kind_from(std::string_view text);

/// Of a clip. They are ordered by their boxes' y, then x.
inline constexpr std::size_t kMaxOverlays = 200;

/// {"kind": "text", "x": …, "y": …, "width": …, "height": …}
nlohmann::json overlay_json(const Overlay& overlay);
/// Throws InvalidInput for anything but at most kMaxOverlays of these in an array, in a picture of this size.
std::vector<Overlay> overlays_from(const nlohmann::json& value, int picture_width, int picture_height);

/// Those that are visible in a picture that was cropped to `region`, there.
std::vector<Overlay> cropped(const std::vector<Overlay>& overlays, const Region& region);

}  // namespace model
