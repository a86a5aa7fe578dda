#pragma once

#include <cstdint>
#include <optional>

#include "base/rational.h"
#include "model/window.h"

namespace sampling {

/// Decides which pictures are in a window; call it in display order. A window is one run of pictures: from the first
/// one at or after its start to before the first one at or after its end.
class WindowGate {
 public:
  enum class Place { Before, Inside, After };

  /// Throws InvalidInput if a bound is out of range.
  WindowGate(const model::Window& window, base::Rational time_base);
  /// `picture` counts from 0; `pts` in the time base.
  Place place(std::int64_t picture, std::int64_t pts);

 private:
  std::int64_t first_picture_ = 0;
  std::optional<std::int64_t> end_picture_;
  std::optional<std::int64_t> from_ticks_;  // after the first picture, rounded up
  std::optional<std::int64_t> to_ticks_;
  std::optional<std::int64_t> stream_start_;
  bool inside_ = false;
  bool after_ = false;
};

}  // namespace sampling
