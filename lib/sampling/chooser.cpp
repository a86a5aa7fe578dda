#include "sampling/chooser.h"

#include <algorithm>
#include <limits>

#include "base/error.h"

namespace sampling {
namespace {

__extension__ using Wide = __int128;

constexpr Wide kFar = Wide{1} << 62;

std::int64_t narrow(Wide value) {
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, -kMost, kMost));
}

Wide floor_divide(Wide a, Wide b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

/// The first whole tick at or after a time.
std::int64_t ceiling_ticks(base::Rational seconds, base::Rational time_base) {
  const base::Rational ticks = seconds / time_base;
  return narrow(-floor_divide(-Wide(ticks.num()), ticks.den()));
}

Wide difference(std::int64_t a, std::int64_t b) { return std::clamp(Wide(a) - Wide(b), -kFar, kFar); }

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

Chooser::Chooser(const model::Sampling& sampling, const model::Window& window, base::Rational time_base,
                 std::int64_t in_window)
    : sampling_(sampling), gate_(window, time_base), in_window_(in_window) {
  if (sampling_.kind == model::Sampling::Kind::Rate) samples_per_tick_ = sampling_.rate_hz * time_base;
}

Chooser::Verdict Chooser::see(std::int64_t picture, std::int64_t pts, bool usable) {
  const auto place = gate_.place(picture, pts);
  if (place == WindowGate::Place::Before) return Verdict::Skip;
  if (place == WindowGate::Place::After) return Verdict::Done;
  if (sampling_.maximum > 0 && taken_ >= sampling_.maximum) return Verdict::Done;
  if (seen_ == 0) t0_ = pts;
  const bool wanted = usable && wants(pts);
  ++seen_;
  if (!wanted) return Verdict::Skip;
  ++taken_;
  return Verdict::Take;
}

bool Chooser::wants(std::int64_t pts) {
  switch (sampling_.kind) {
    case model::Sampling::Kind::All:
      return true;
    case model::Sampling::Kind::Every: {
      // Where the k-th picture was unusable, the next one stands in for it.
      if (seen_ < next_) return false;
      next_ = narrow(Wide(seen_) / sampling_.step * sampling_.step + sampling_.step);
      return true;
    }
    case model::Sampling::Kind::Uniform: {
      // Sample i is picture floor(i * n / count): all i with floor(i * n / count) <= seen land on this one.
      if (in_window_ <= 0 || next_ >= sampling_.count) return false;
      if (floor_divide(Wide(next_) * in_window_, sampling_.count) > seen_) return false;
      next_ = narrow(floor_divide((Wide(seen_) + 1) * sampling_.count - 1, in_window_) + 1);
      return true;
    }
    case model::Sampling::Kind::Rate: {
      const Wide reached = floor_divide(difference(pts, t0_) * samples_per_tick_.num(), samples_per_tick_.den());
      if (reached < next_) return false;
      next_ = narrow(reached + 1);
      return true;
    }
  }
  return false;
}

}  // namespace sampling
