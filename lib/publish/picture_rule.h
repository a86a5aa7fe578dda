#pragma once

#include <string>

#include "base/rational.h"
#include "curate/dataset.h"
#include "model/frame_set.h"
#include "publish/selection.h"

namespace publish {

/// How pictures are exported: unchanged, or as PNG with one size or one number of channels.
struct PictureRule {
  int width = 0;  ///< letterboxed to width and height (image/letterbox.h); 0: unchanged
  int height = 0;
  int channels = 0;  ///< 1 (luma) or 3 (grey repeated); 0: unchanged

  bool changes() const { return width > 0 || channels > 0; }
};

/// Parses "224x224"; throws InvalidInput for other text and for sides that are not 1 to 8192.
void parse_size(const std::string& text, PictureRule& rule);

/// 3 if a selected clip has frames in colour, else 1.
int channels_of(catalog::Catalog& catalog, const Selection& selection);

struct ExportedPicture {
  std::string png;
  int width = 0;
  int height = 0;
  int channels = 0;
};
/// Applies a rule that changes pictures to a frame's file. `name` is for messages. Throws Corrupt.
ExportedPicture apply(const PictureRule& rule, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content);

/// A frame's file scaled to fit into width x height, with square pixels and black around it, as JPEG. `name` is for
/// messages. Throws Corrupt.
std::string thumbnail(int width, int height, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content);

/// The rule as JSON for dataset.json; "null" if pictures are unchanged.
std::string to_json(const PictureRule& rule);

}  // namespace publish
