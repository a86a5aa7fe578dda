#pragma once

#include <cstdint>
#include <vector>

#include "media/frame_converter.h"
#include "media/libav_handles.h"
#include "media/picture_clock.h"
#include "sampling/picture_sink.h"

namespace media {

class Container;

/// How one round of decoding ended.
enum class RoundEnd {
  Complete,      ///< all that was wanted came
  PlanMismatch,  ///< not what the plan foresaw
  Coloured,      ///< a clip that was grey so far is not, and not all of it was held: once more
  Outside        ///< the region does not lie within the picture
};

/// Converts the pictures that were chosen and hands them to the sink. While a clip is grey, what was taken is held
/// decoded: where a later picture has colour, all of it is given again, in colour.
class FrameDelivery {
 public:
  FrameDelivery(const model::Recipe& recipe, const Container& container, sampling::PictureSink& sink)
      : channels_(recipe.channels), sink_(sink), converter_(recipe, container) {}

  FrameConverter& converter() { return converter_; }
  /// How many were taken in this round.
  std::int64_t taken() const { return taken_; }

  /// For a new round: all is taken again.
  void restart();
  /// Complete where the picture was taken; else Coloured or Outside.
  RoundEnd take(const AVFrame& frame, std::int64_t picture, PictureTime time);

 private:
  struct Held {
    UniqueFrame frame;
    std::int64_t picture;
    PictureTime time;
  };
  void give(std::int64_t picture, PictureTime time, model::Picture pixels);
  void hold(const AVFrame& frame, std::int64_t picture, PictureTime time);

  model::Channels channels_;
  sampling::PictureSink& sink_;
  FrameConverter converter_;
  std::int64_t taken_ = 0;
  std::vector<Held> held_;
  std::int64_t held_bytes_ = 0;
  bool holds_all_ = true;
};

}  // namespace media
