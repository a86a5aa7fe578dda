#pragma once

#include <functional>
#include <string_view>

#include "baseline/train/run_options.h"

/// Runs work that shows progress and can be stopped with Ctrl-C. Returns whether it finished; if not, prints "stopped;
/// " and `kept`.
bool run_stoppable(const std::function<void(const baseline::TrainWatch&)>& work, std::string_view kept);
