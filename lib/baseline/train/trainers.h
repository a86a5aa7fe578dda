#pragma once

#include <memory>
#include <string>

#include "baseline/train/selection.h"

namespace baseline {

/// The heads on features of MobileNetV2 called `head`. Throws InvalidInput.
Trainers heads(const std::string& head);
/// PCA to 64 components and logistic regression on mean and maximum of block 11.
std::shared_ptr<Trainer> reference_baseline();

}  // namespace baseline
