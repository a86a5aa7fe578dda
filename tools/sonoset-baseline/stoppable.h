#pragma once

#include <functional>
#include <string_view>

#include "baseline/train/run_options.h"

/// Runs work that tells how far it is, and that Ctrl-C ends early. Whether it came to its end; where it did not, people
/// are told what `kept` says.
bool run_stoppable(const std::function<void(const baseline::TrainWatch&)>& work, std::string_view kept);
