#include "sampling/frame_sampler.h"

#include "sampling/wide.h"

namespace sampling {

FrameSampler::FrameSampler(const model::Sampling& sampling, const model::Window& window, base::Rational time_base,
                           std::int64_t in_window)
    : sampling_(sampling), gate_(window, time_base), in_window_(in_window) {
  if (sampling_.kind == model::Sampling::Kind::Rate) samples_per_tick_ = sampling_.rate_hz * time_base;
}

FrameSampler::Verdict FrameSampler::see(std::int64_t picture, std::int64_t pts, bool usable) {
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

bool FrameSampler::wants(std::int64_t pts) {
  switch (sampling_.kind) {
    case model::Sampling::Kind::All:
      return true;
    case model::Sampling::Kind::Every: {
      // If the k-th picture is unusable, the next one is taken instead.
      if (seen_ < next_) return false;
      next_ = narrow(Wide(seen_) / sampling_.step * sampling_.step + sampling_.step);
      return true;
    }
    case model::Sampling::Kind::Uniform: {
      // Sample i is picture floor(i * n / count): this picture serves all i with floor(i * n / count) <= seen.
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
