#pragma once

#include <functional>

namespace networks {

/// Runs `work`; errors of LibTorch become base::Error with LibTorch's message, without backtrace.
int with_torch_errors(const std::function<int()>& work);

}  // namespace networks
