#pragma once

struct AVFrame;

namespace model {
struct Picture;
struct Region;
}  // namespace model

namespace media {

// The colour rule "chroma-4-in-1e4" (named in model::Recipe): a picture is grey if at most 1 in 10,000 of the colour
// samples in its stored region is coloured.
//
// - Planar YCbCr: the samples are those of both chroma planes over the region (with 4:2:0, one covers 2 x 2 pixels). A
//   sample is coloured if it is more than 4 of 256 levels from neutral in either plane; deeper samples are scaled to 8
//   bits.
// - Other formats: the samples are the pixels of the region as 8-bit RGB. A pixel is coloured if its largest and its
//   smallest component differ by more than 8.

/// Whether `is_grey_planar` supports the format (an AVPixelFormat): planar YCbCr with chroma, or grey.
bool has_planar_chroma(int format);
/// `region` is in the stored picture.
bool is_grey_planar(const AVFrame& frame, const model::Region& region);
/// For an RGB picture that is already cropped to its region.
bool is_grey_rgb(const model::Picture& picture);

}  // namespace media
