#include "model/mask.h"

namespace model {

MaskRuns mask_runs(const Sector& sector, int width, int height) {
  MaskRuns runs = {0};
  bool inside = false;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (sector.contains(x, y) != inside) {
        inside = !inside;
        runs.push_back(0);
      }
      ++runs.back();
    }
  }
  return runs;
}

std::string to_bytes(const MaskRuns& runs) {
  std::string bytes;
  for (std::uint32_t run : runs) {
    for (; run >= 0x80; run >>= 7) bytes += static_cast<char>(0x80 | (run & 0x7F));
    bytes += static_cast<char>(run);
  }
  return bytes;
}

}  // namespace model
