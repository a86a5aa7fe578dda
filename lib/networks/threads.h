#pragma once

namespace networks {

/// Sets LibTorch's number of threads; 0: the number of processors, while LibTorch's own default may be 1 on small
/// machines. Call once, at the start of a program.
void set_threads(int threads);

}  // namespace networks
