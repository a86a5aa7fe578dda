#pragma once

struct AVFrame;

namespace model {
struct Region;
}

namespace media {

/// Whether no pixel of the region, which lies in the stored picture, is transparent, not even a little.
bool is_opaque(const AVFrame& frame, const model::Region& region);

}  // namespace media
