#pragma once

#include "base/digest.h"

namespace model {
struct Picture;
}

namespace sampling {

/// SHA-256 of "WIDTH HEIGHT CHANNELS\n" and the rows from the top, without padding, as in `model::Frame::pixels`.
base::Digest pixels_digest(const model::Picture& picture);

}  // namespace sampling
