#pragma once

#include <cstdint>
#include <vector>

namespace phantom {

/// Fully developed speckle (Goodman, "Statistical properties of laser speckle patterns", 1975): the magnitude of many
/// small interfering echoes in decibels, as a repeating texture. Wider across the beam than along it.
class Speckle {
 public:
  static constexpr int kColumns = 512;  ///< across: scan lines
  static constexpr int kRows = 256;     ///< along: samples

  explicit Speckle(std::uint64_t seed);
  /// A column of kRows values: 16 times the grey levels to add (mostly -1000 to 160), shifted across by `place` columns
  /// in 1/256, of any sign.
  void column(std::int64_t place, std::vector<std::int16_t>& out) const;

 private:
  std::vector<std::int16_t> levels_;  ///< column after column
};

}  // namespace phantom
