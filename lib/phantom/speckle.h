#pragma once

#include <cstdint>
#include <vector>

namespace phantom {

/// Fully developed speckle: the magnitude of many small echoes that interfere, in decibels, as a texture that repeats.
/// Goodman, "Statistical properties of laser speckle patterns", 1975. Wider across the beam than along it.
class Speckle {
 public:
  static constexpr int kColumns = 512;  ///< across: scan lines
  static constexpr int kRows = 256;     ///< along: samples

  explicit Speckle(std::uint64_t seed);
  /// A column of kRows values: 16 times the grey levels that speckle adds (mostly -1000 to 160), shifted across by
  /// `place` columns in 1/256, any sign.
  void column(std::int64_t place, std::vector<std::int16_t>& out) const;

 private:
  std::vector<std::int16_t> levels_;  ///< column after column
};

}  // namespace phantom
