#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/region.h"
#include "model/sector.h"

namespace phantom {

/// What a screen shows.
enum class ScreenKind {
  Convex,
  Phased,
  Linear,
  Trapezoid,
  Steered,
  CutOff,  ///< a fan that its window, or an earlier crop, cuts off
  Dual,    ///< two sectors side by side
  MMode,   ///< a sector above a strip of one line over time
  Whole    ///< nothing but echoes, up to the borders
};
inline constexpr int kScreenKinds = 9;
/// "convex", "phased", "linear", "trapezoid", "steered", "cut-off", "dual", "m-mode", "whole".
std::string_view to_string(ScreenKind kind);
std::optional<ScreenKind> screen_kind_from(std::string_view text);

/// The sectors of a screen inside `area`; the first one is the B-mode sector. If `cropped`, the screen is what an
/// earlier crop left, and a cut-off fan fills all of `area`.
std::vector<model::Sector> choose_sectors(ScreenKind kind, std::uint64_t seed, const model::Region& area, bool cropped);

}  // namespace phantom
