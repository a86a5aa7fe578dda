#pragma once

struct AVFrame;

namespace model {
struct Picture;
struct Region;
}  // namespace model

namespace media {

// The colour rule "chroma-4-in-1e4" (model::Recipe names it): a picture is grey where at most 1 in 10,000 of the
// samples that say something of colour in its stored region is coloured.
//
// - Planar YCbCr: the samples are those of both chroma planes that lie over the region (with 4:2:0 one covers 2 x 2
//   pixels); coloured is further than 4 of 256 levels from neutral, in either plane. Deeper samples: 4 levels of 8
//   bits.
// - Everything else: the samples are the pixels of the region as RGB, 8 bits; coloured is a largest minus smallest
//   component of more than 8.

/// Whether `is_grey_planar` can judge the format (an AVPixelFormat) without a conversion: planar YCbCr with chroma, or
/// grey.
bool has_planar_chroma(int format);
/// `region` lies in the stored picture.
bool is_grey_planar(const AVFrame& frame, const model::Region& region);
/// An RGB picture, already cut to its region.
bool is_grey_rgb(const model::Picture& picture);

}  // namespace media
