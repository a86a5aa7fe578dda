#pragma once

#include <cstdint>

namespace publish {

/// How samples are put into tar files.
struct ShardRule {
  std::int64_t bytes = std::int64_t{256} << 20;  ///< of a tar file at most, unless one sample is larger
  std::uint64_t seed = 0;                        ///< of the order
};

}  // namespace publish
