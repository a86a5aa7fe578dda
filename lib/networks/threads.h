#pragma once

namespace networks {

/// How many threads compute, from here on: all processors where `threads` is 0. LibTorch takes one by itself on small
/// machines. Called once, at the start of a program.
void set_threads(int threads);

}  // namespace networks
