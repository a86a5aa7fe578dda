#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "model/file_tags.h"
#include "model/found_sector.h"
#include "model/frame.h"
#include "model/overlay.h"
#include "model/packet_digest.h"
#include "model/read_text.h"
#include "model/recipe.h"

namespace model {

/// The frames of one clip, made from one object with one recipe. A corrected region makes another set; `gc` removes the
/// old one.
struct FrameSet {
  std::string clip;
  base::Digest recipe;
  base::Digest object;
  HeaderMetadata header;
  ContentMetadata content;
  std::vector<Frame> frames;  ///< by picture
  /// ClipResult::key_packets; nothing if an older version made the set without them.
  std::optional<std::vector<PacketDigest>> key_packets = {};
  std::optional<FoundSector> sector = {};  ///< if the recipe asked for it
  std::vector<Overlay> overlays = {};      ///< in whole pictures; looked for if there is a sector
  std::optional<ReadTexts> texts = {};     ///< if the recipe asked for them
  std::optional<int> depth_mm = {};        ///< of the pictures, if the texts agree on one
  std::optional<FileTags> tags = {};       ///< of the object; nothing if an older version made the set, without looking
};

/// The folder of a frame set below frames/CLIP/: 16 hexadecimal digits of a digest over both.
std::string frame_set_name(const base::Digest& recipe, const base::Digest& object);

/// The set's sector in its frames, which are cropped to the recipe's region or to the sector; nothing if none was
/// looked for.
std::optional<Sector> sector_in_frames(const FrameSet& set, const Recipe& recipe);
Sector sector_in_frames(const FoundSector& found, const Recipe& recipe);
/// The set's overlays in its frames; nothing if none were looked for.
std::optional<std::vector<Overlay>> overlays_in_frames(const FrameSet& set, const Recipe& recipe);

}  // namespace model
