#pragma once

#include <cstdint>

#include "base/rational.h"
#include "model/recipe.h"
#include "sampling/window_gate.h"

namespace sampling {

/// Decides which pictures become frames; call it in display order. With t0 the time of the window's first picture, Rate
/// takes for k = 0, 1, ... the first picture at or after t0 + k / rate, each at most once. Uses exact integers.
class FrameSampler {
 public:
  enum class Verdict {
    Skip,
    Take,
    Done  ///< neither this nor any later picture
  };

  /// `in_window`: the number of pictures in the window; used for Uniform only.
  FrameSampler(const model::Sampling& sampling, const model::Window& window, base::Rational time_base,
               std::int64_t in_window = 0);
  /// `usable`: false for a picture that must not be taken; the next one is taken instead.
  Verdict see(std::int64_t picture, std::int64_t pts, bool usable = true);
  /// Whether the window had any picture so far.
  bool reached_window() const { return seen_ > 0; }

 private:
  bool wants(std::int64_t pts);

  model::Sampling sampling_;
  WindowGate gate_;
  base::Rational samples_per_tick_;
  std::int64_t in_window_;
  std::int64_t seen_ = 0;  // pictures of the window
  std::int64_t taken_ = 0;
  std::int64_t next_ = 0;  // Rate, Uniform: the next sample's k
  std::int64_t t0_ = 0;
};

}  // namespace sampling
