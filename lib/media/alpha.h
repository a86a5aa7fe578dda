#pragma once

struct AVFrame;

namespace model {
struct Region;
}

namespace media {

/// Whether all pixels of `region`, in the stored picture, are fully opaque.
bool is_opaque(const AVFrame& frame, const model::Region& region);

}  // namespace media
