#pragma once

#include <cstdint>

namespace worker {

/// No core files (they would hold patients' pictures), and no more memory than this. Under AddressSanitizer, which
/// reserves terabytes of addresses, memory is not limited. Throws Io.
void limit_process(std::int64_t memory_mb);

}  // namespace worker
