#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "serve/media/shown_clip.h"

namespace serve {

/// One picture with several frames of a clip, side by side, through which a pointer scrubs.
struct SpriteLayout {
  int columns = 1;
  int rows = 1;
  int tile_width = 1;  ///< in pixels; tiles have square ones
  int tile_height = 1;
  std::vector<std::size_t> frames;  ///< their numbers in the set, from left to right and top to bottom
};

/// At most 24 frames, spread evenly, in six columns; tiles fit into 160 x 120.
SpriteLayout sprite_layout(const model::FrameSet& set);

/// Names what make_sprite makes: a digest of the frames' files, whatever the clip is called.
std::string sprite_name(const SpriteLayout& layout, const model::FrameSet& set);

/// The picture as JPEG. Each frame is compared with its digest. Throws NotFound, Corrupt or Unsupported for frames that
/// cannot be read.
std::string make_sprite(const SpriteLayout& layout, const ShownClip& clip, const curate::Dataset& dataset);

/// The layout for scripts, with the number and time of each picture.
std::string sprite_json(const SpriteLayout& layout, const model::FrameSet& set);

}  // namespace serve
