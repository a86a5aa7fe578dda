#pragma once

#include <functional>

namespace networks {

/// Runs it; an error of LibTorch becomes base::Error, in LibTorch's words and without its list of addresses.
int with_torch_errors(const std::function<int()>& work);

}  // namespace networks
