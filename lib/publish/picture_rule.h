#pragma once

#include <string>

#include "base/rational.h"
#include "curate/dataset.h"
#include "model/frame_set.h"
#include "publish/selection.h"

namespace publish {

/// How pictures go out: as they are in the dataset, or all of one size or one number of channels, as PNG.
struct PictureRule {
  int width = 0;  ///< with height: letterboxed (image/letterbox.h); 0: each its own
  int height = 0;
  int channels = 0;  ///< 1 (luma) or 3 (grey repeated); 0: each its own

  bool changes() const { return width > 0 || channels > 0; }
};

/// "224x224" as width and height; throws InvalidInput for other words and for sides outside of 1 to 8192.
void parse_size(const std::string& text, PictureRule& rule);

/// 3 where a selected clip has frames in colour, else 1.
int channels_of(catalog::Catalog& catalog, const Selection& selection);

struct ExportedPicture {
  std::string png;
  int width = 0;
  int height = 0;
  int channels = 0;
};
/// A frame's file made over by a rule that changes it. `name` is for messages. Throws Corrupt.
ExportedPicture apply(const PictureRule& rule, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content);

/// The rule as JSON for dataset.json; "null" where pictures go out as they are.
std::string to_json(const PictureRule& rule);

}  // namespace publish
