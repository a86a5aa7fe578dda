#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rational.h"
#include "curate/dataset.h"
#include "model/frame_set.h"
#include "model/overlay.h"
#include "model/sector.h"
#include "model/view.h"
#include "publish/selection.h"

namespace publish {

/// How pictures are exported: unchanged, or as PNG with one size, one number of channels, or another view.
struct PictureRule {
  int width = 0;  ///< letterboxed to width and height (image/letterbox.h), or their size if polar; 0: unchanged
  int height = 0;
  int channels = 0;  ///< 1 (luma) or 3 (grey repeated); 0: unchanged
  model::View view = model::View::Crop;
  bool mask_overlays = false;  ///< black where something was drawn; before all else

  /// Whether the dataset's frames are changed. Whole pictures are decoded again instead, as they are.
  bool changes() const { return width > 0 || channels > 0 || needs_search(); }
  bool needs_sector() const { return view == model::View::Masked || view == model::View::Polar; }
  /// Whether a clip's pictures must have been searched for a sector and overlays.
  bool needs_search() const { return needs_sector() || mask_overlays; }
};

/// The size of polar pictures without --size: as many beams as convex and linear probes have elements at most
/// (128 to 256), and a side that is a power of two and above the 224 pixels that most networks take.
inline constexpr int kPolarSide = 256;

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
/// What was found in a frame's pictures, in the frame. A rule that needs it does nothing without.
struct FrameContents {
  std::optional<model::Sector> sector = {};
  std::vector<model::Overlay> overlays = {};
};
/// Applies a rule that changes pictures to a frame's file: overlays, channels, then the view, then the size. `name` is
/// for messages. Throws Corrupt.
ExportedPicture apply(const PictureRule& rule, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content, const FrameContents& contents);

/// The outline of a frame's sector in the exported picture (image/sector_outline.h), in 1/16 pixel. A polar picture is
/// all sector.
std::vector<model::Point> exported_outline(const PictureRule& rule, const model::Sector& sector,
                                           const model::Frame& frame, const model::ContentMetadata& content);

/// An overlay's box in the exported picture; an empty one if it is not shown, as in a polar picture, where it is no
/// box.
model::Region exported_box(const PictureRule& rule, const model::Region& box, const model::Frame& frame,
                           const model::ContentMetadata& content);

/// A frame's file scaled to fit into width x height, with square pixels and black around it, as JPEG. `name` is for
/// messages. Throws Corrupt.
std::string thumbnail(int width, int height, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content);

/// The rule as JSON for dataset.json; "null" if pictures are the frames as they are.
std::string to_json(const PictureRule& rule);

}  // namespace publish
