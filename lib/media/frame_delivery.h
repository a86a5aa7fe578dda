#pragma once

#include <cstdint>
#include <vector>

#include "media/frame_converter.h"
#include "media/libav_handles.h"
#include "media/picture_clock.h"
#include "sampling/picture_sink.h"
#include "sampling/region_finder.h"

namespace media {

class Container;

/// How one round of decoding ended.
enum class RoundEnd {
  Complete,      ///< all wanted pictures were delivered
  PlanMismatch,  ///< the decoder's output differs from the plan
  Coloured,      ///< a grey clip turned out to be coloured, and not all pictures were held: decode again
  Outside        ///< the region is not inside the picture
};

/// Converts the chosen pictures and gives them to the sink. With a finder, the first ones are held until it has seen
/// them: as many as fit into memory, which depends on their size alone. While a clip is grey, decoded pictures are
/// held: if a later one has colour, all are given again in colour.
class FrameDelivery {
 public:
  /// `finder` may be null.
  FrameDelivery(const model::Recipe& recipe, const Container& container, sampling::PictureSink& sink,
                sampling::RegionFinder* finder)
      : channels_(recipe.channels),
        container_(container),
        sink_(sink),
        finder_(finder),
        converter_(recipe, container) {}

  FrameConverter& converter() { return converter_; }
  /// The number of pictures taken in this round.
  std::int64_t taken() const { return taken_; }

  /// Starts a new round.
  void restart();
  /// Complete if the picture was taken; else Coloured or Outside.
  RoundEnd take(const AVFrame& frame, std::int64_t picture, PictureTime time);
  /// Takes the pictures that wait for the region, at the end of a round. As `take`.
  RoundEnd finish();

 private:
  struct Held {
    UniqueFrame frame;
    std::int64_t picture;
    PictureTime time;
  };
  bool must_wait(const AVFrame& frame);
  RoundEnd deliver(const AVFrame& frame, std::int64_t picture, PictureTime time);
  void give(std::int64_t picture, PictureTime time, model::Picture pixels);
  void hold(const AVFrame& frame, std::int64_t picture, PictureTime time);

  model::Channels channels_;
  const Container& container_;
  sampling::PictureSink& sink_;
  sampling::RegionFinder* finder_;
  FrameConverter converter_;
  std::int64_t taken_ = 0;
  bool chosen_ = false;        ///< the finder has chosen
  std::vector<Held> waiting_;  ///< for that
  std::int64_t waiting_bytes_ = 0;
  std::vector<Held> held_;
  std::int64_t held_bytes_ = 0;
  bool holds_all_ = true;
};

}  // namespace media
