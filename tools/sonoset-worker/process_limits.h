#pragma once

#include <cstdint>

namespace worker {

struct Limits {
  std::int64_t memory_mb = 2048;
  std::int64_t output_mb = 4096;  ///< that one file may grow to
};

/// No core files (they would hold patients' pictures), no more memory and no larger files than this. A write beyond
/// fails with EFBIG. Under AddressSanitizer, which reserves terabytes of addresses, memory is not limited. Throws Io.
void limit_process(const Limits& limits);

}  // namespace worker
