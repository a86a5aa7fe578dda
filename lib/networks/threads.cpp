#include "networks/threads.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <thread>

namespace networks {

void set_threads(int threads) {
  at::set_num_threads(threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
}

}  // namespace networks
