#include "sampling/window_gate.h"

#include "sampling/wide.h"

namespace sampling {
namespace {

/// The first whole tick at or after a time.
std::int64_t ceiling_ticks(base::Rational seconds, base::Rational time_base) {
  const base::Rational ticks = seconds / time_base;
  return narrow(-floor_divide(-Wide(ticks.num()), ticks.den()));
}

}  // namespace

WindowGate::WindowGate(const model::Window& window, base::Rational time_base)
    : first_picture_(window.first_picture.value_or(0)), end_picture_(window.end_picture) {
  if (window.from_s) from_ticks_ = ceiling_ticks(*window.from_s, time_base);
  if (window.to_s) to_ticks_ = ceiling_ticks(*window.to_s, time_base);
}

WindowGate::Place WindowGate::place(std::int64_t picture, std::int64_t pts) {
  if (!stream_start_) stream_start_ = pts;
  if (after_) return Place::After;
  const Wide ticks = difference(pts, *stream_start_);
  after_ = (end_picture_ && picture >= *end_picture_) || (to_ticks_ && ticks >= *to_ticks_);
  if (after_) return Place::After;
  inside_ = inside_ || (picture >= first_picture_ && (!from_ticks_ || ticks >= *from_ticks_));
  return inside_ ? Place::Inside : Place::Before;
}

}  // namespace sampling
