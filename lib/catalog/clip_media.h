#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// What a clip's file and frames are like, as far as a class could be told from it without looking at the pictures.
struct ClipMedia {
  std::string clip;
  std::string probe;
  std::string container;
  std::string codec;
  std::string sample_aspect;
  std::string field_order;
  std::int64_t width = 0;  ///< of the video
  std::int64_t height = 0;
  std::int64_t pictures = 0;
  std::int64_t rate_mhz = 0;
  std::int64_t duration_ms = 0;
  std::int64_t frame_width = 0;  ///< of its first frame
  std::int64_t frame_height = 0;
  std::int64_t frame_channels = 0;
  std::int64_t object_bytes = 0;  ///< of its file, which other clips may share
};
/// Of the clips of clip_summaries, in their order. Numbers are as the catalog has them; 0 and "": not known.
std::vector<ClipMedia> clip_media(Catalog& catalog);

}  // namespace catalog
