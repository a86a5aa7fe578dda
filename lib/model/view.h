#pragma once

#include <optional>
#include <string_view>

namespace model {

/// How a frame is shown to whoever trains on it.
enum class View {
  Crop,    ///< as it is stored: cropped to its region
  Masked,  ///< black outside of the sector
  Whole,   ///< all of the displayed picture, decoded again
  Polar    ///< the sector resampled to beam angle, or lateral position, by depth (image/sector_view.h)
};

/// "crop", "masked", "whole", "polar".
std::string_view to_string(View view);
std::optional<View> view_from(std::string_view text);

}  // namespace model
