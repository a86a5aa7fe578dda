#pragma once

#include <memory>
#include <string>

#include "baseline/train/selection.h"

namespace baseline {

/// The heads on features of MobileNetV2 that `head` names. Throws InvalidInput.
Trainers heads(const std::string& head);
/// PCA to 64 and logistic regression on the 96 channels of block 11: what anybody would try first.
std::shared_ptr<Trainer> reference_baseline();

}  // namespace baseline
