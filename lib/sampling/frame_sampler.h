#pragma once

#include <cstdint>

#include "base/rational.h"
#include "model/recipe.h"
#include "sampling/window_gate.h"

namespace sampling {

/// Which pictures become frames, asked in the order in which they are shown. With t0 the time of the window's first
/// picture, Rate takes for k = 0, 1, ... the first picture at or after t0 + k / rate, each once; all in exact integers.
class FrameSampler {
 public:
  enum class Verdict {
    Skip,
    Take,
    Done  ///< neither this nor any later one
  };

  /// `in_window`: how many pictures the window has; needed for Uniform, else not used.
  FrameSampler(const model::Sampling& sampling, const model::Window& window, base::Rational time_base,
               std::int64_t in_window = 0);
  /// `usable`: false for a picture that is shown but must not be taken; the next one stands in for it.
  Verdict see(std::int64_t picture, std::int64_t pts, bool usable = true);
  /// Whether any picture lay in the window so far.
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
