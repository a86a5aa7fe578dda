#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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

}  // namespace model
