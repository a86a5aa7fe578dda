#pragma once

#include <optional>

#include "model/picture.h"
#include "model/region.h"
#include "sampling/orientation.h"

namespace sampling {

/// Looks at the pictures of a clip before any is cropped, and may choose the region.
class RegionFinder {
 public:
  virtual ~RegionFinder() = default;
  /// The next of the clip's chosen pictures, whole and as stored. All that fit into memory are shown, then `choose` is
  /// called.
  virtual void look(const model::Picture& picture, const Orientation& orientation) = 0;
  /// In displayed pixels; nothing: as the recipe says.
  virtual std::optional<model::Region> choose() = 0;
  /// Forgets all pictures: they are shown again.
  virtual void start_again() = 0;
};

}  // namespace sampling
