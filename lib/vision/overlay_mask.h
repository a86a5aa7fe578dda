#pragma once

#include <opencv2/core.hpp>

namespace model {
struct FoundSector;
}

namespace vision {

class Evidence;

/// The pixels that were drawn, not scanned, as 255, the others 0. Beside the sector, what differs from the level around
/// it in any picture, so that text that changes counts; inside, what stands out from its surroundings in all of them.
/// A still has less evidence: inside, only what is nearly white or coloured counts.
cv::Mat overlay_mask(const Evidence& evidence, const model::FoundSector& found);

}  // namespace vision
