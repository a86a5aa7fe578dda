#pragma once

#include <optional>

#include "media/libav_handles.h"
#include "media/pixel_converter.h"
#include "model/frame.h"
#include "model/recipe.h"
#include "sampling/orientation.h"

namespace media {

class Container;

/// Makes the stored pictures of one clip from decoded ones, and knows what all of them have in common: size, how they
/// are turned, and whether they are grey.
class FrameConverter {
 public:
  FrameConverter(const model::Recipe& recipe, const Container& container);

  /// Looks at a decoded picture; the first one counts for the clip. False where it has another size than the first.
  bool look_at(const AVFrame& frame);
  /// Whether the region lies within the first picture.
  bool region_fits() const { return region_fits_; }
  /// Whether the display matrix has an angle that is no multiple of 90 degrees.
  bool has_odd_angle() const { return has_odd_angle_; }
  /// Whether a picture that was made had pixels that are transparent; or may have, where the decoder leaves alpha
  /// aside.
  bool alpha_hides() const { return alpha_hides_; }
  /// Whether pictures are grey alone and flagged as limited range, which is not followed (lib/README.md, Decisions).
  bool range_ignored() const { return range_ignored_; }

  /// The region's pixels, as they are stored. Nothing where the clip was grey so far and this picture is not: all of
  /// its pictures have to be made again, and will be in RGB.
  std::optional<model::Picture> make(const AVFrame& frame);
  /// Whether pictures are made grey, so far.
  bool is_grey() const { return grey_; }
  const sampling::Orientation& orientation() const { return orientation_; }
  /// Size, turn, depth and colour, as far as pictures tell.
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
