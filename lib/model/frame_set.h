#pragma once

#include <string>
#include <vector>

#include "base/digest.h"
#include "model/frame.h"

namespace model {

/// The frames of one clip, made from one object by one recipe. A corrected region makes another set; the old one stays
/// until it is collected.
struct FrameSet {
  std::string clip;
  base::Digest recipe;
  base::Digest object;
  HeaderMetadata header;
  ContentMetadata content;
  std::vector<Frame> frames;  ///< by picture
};

/// The folder of a set's files below frames/CLIP/: 16 hexadecimal digits of a digest over both.
std::string frame_set_name(const base::Digest& recipe, const base::Digest& object);

}  // namespace model
