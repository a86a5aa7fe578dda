#pragma once

#include <optional>

#include "media/libav_handles.h"
#include "media/pixel_converter.h"
#include "model/frame.h"
#include "model/recipe.h"
#include "sampling/orientation.h"

namespace media {

class Container;

/// Converts the decoded pictures of one clip, and keeps what they have in common: size, orientation, and whether they
/// are grey.
class FrameConverter {
 public:
  FrameConverter(const model::Recipe& recipe, const Container& container);

  /// Examines a decoded picture; the first one decides for the clip. False if its size differs from the first.
  bool look_at(const AVFrame& frame);
  /// Whether the region is inside the first picture.
  bool region_fits() const { return region_fits_; }
  /// Whether the angle of the display matrix is not a multiple of 90 degrees.
  bool has_odd_angle() const { return has_odd_angle_; }
  /// Whether a converted picture had transparent pixels, or may have, as the decoder drops alpha.
  bool alpha_hides() const { return alpha_hides_; }
  /// Whether pictures have one channel and a limited-range flag, which is ignored (lib/README.md, Decisions).
  bool range_ignored() const { return range_ignored_; }

  /// The region's pixels in stored orientation. Nothing if the clip was grey so far and this picture is not: then all
  /// pictures must be converted again, to RGB.
  std::optional<model::Picture> make(const AVFrame& frame);
  /// The whole picture in stored orientation; grey unless it has colour.
  model::Picture whole(const AVFrame& frame);
  /// Crops from now on to this instead of the recipe's region; in displayed pixels.
  void set_region(const model::Region& region);
  /// Whether pictures are converted to grey so far.
  bool is_grey() const { return grey_; }
  const sampling::Orientation& orientation() const { return orientation_; }
  const base::Rational& sample_aspect() const { return content_.sample_aspect; }
  /// Fills in size, orientation, depth and colour.
  void describe(model::ContentMetadata& content) const;

 private:
  void look_at_first(const AVFrame& frame);

  const model::Recipe& recipe_;
  const Container& container_;
  PixelConverter pixels_;
  bool grey_;
  bool made_any_ = false;
  bool looked_ = false;
  bool region_fits_ = true;
  bool has_odd_angle_ = false;
  bool alpha_hides_ = false;
  bool range_ignored_ = false;
  int width_ = 0;
  int height_ = 0;
  sampling::Orientation orientation_;
  model::Region stored_;
  model::ContentMetadata content_;
};

}  // namespace media
