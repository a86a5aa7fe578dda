#include "sampling/pixels_digest.h"

#include <string>

#include "model/picture.h"

namespace sampling {

base::Digest pixels_digest(const model::Picture& picture) {
  base::Hasher hasher;
  hasher.add(std::to_string(picture.width) + " " + std::to_string(picture.height) + " " +
             std::to_string(picture.channels) + "\n");
  for (int y = 0; y < picture.height; ++y) hasher.add(picture.row_span(y));
  return hasher.finish();
}

}  // namespace sampling
