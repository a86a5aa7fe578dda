#pragma once

#include <cstdint>

namespace worker {

struct Limits {
  std::int64_t memory_mb = 2048;
  std::int64_t output_mb = 4096;  ///< maximum size of a written file
};

/// Limits memory, file size and open files of this process and disables core files, which would contain patients'
/// pictures. A write beyond the limit fails with EFBIG. Under AddressSanitizer, which reserves terabytes of address
/// space, memory is not limited. Throws Io.
void limit_process(const Limits& limits);

}  // namespace worker
