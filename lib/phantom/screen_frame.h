#pragma once

#include <cstdint>

#include "model/picture.h"
#include "phantom/canvas.h"
#include "phantom/screen_plan.h"
#include "phantom/screen_truth.h"

namespace phantom {

/// What a device draws around and over its sectors.
class ScreenFrame {
 public:
  explicit ScreenFrame(const ScreenPlan& plan);

  const ScreenPlan& plan() const { return plan_; }
  const ScreenTruth& truth() const { return truth_; }
  /// Index into the truth's `drawn` of what is seen at this pixel; -1 if it is ground or echoes.
  int drawn_at(int x, int y) const { return canvas_.owner(x, y) - 1; }

  /// An RGB picture without echoes and without what is drawn over them.
  const model::Picture& ground() const { return ground_; }
  /// Draws the rest over an RGB picture, and makes it grey if the device is.
  model::Picture finished(model::Picture picture, std::int64_t time_us) const;

 private:
  ScreenPlan plan_;
  ScreenTruth truth_;
  Canvas canvas_;
  model::Picture ground_;
  int trace_owner_ = 0;  ///< of the ECG
  model::Region trace_;
};

}  // namespace phantom
