#include "model/overlay.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array<std::string_view, 4> kOverlayKinds = {"text", "ruler", "marker", "logo"};

}  // namespace

std::string_view to_string(Overlay::Kind kind) { return kOverlayKinds.at(static_cast<std::size_t>(kind)); }

std::optional<Overlay::Kind> overlay_kind_from(std::string_view text) {
  const auto* found = std::ranges::find(kOverlayKinds, text);
  if (found == kOverlayKinds.end()) return std::nullopt;
  return static_cast<Overlay::Kind>(found - kOverlayKinds.begin());
}

}  // namespace model
