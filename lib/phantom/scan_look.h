#pragma once

#include <cstdint>
#include <vector>

namespace phantom {

/// How a scanner was set and held: what happens to echoes before they are drawn.
class ScanLook {
 public:
  /// Chosen by the seed: gain, dark depths, shadows, lines without contact, cavities at the side, frozen pictures.
  ScanLook(std::uint64_t seed, int lines, int samples);
  bool frozen() const { return frozen_; }
  /// Line after line, as for ScanConverter.
  void apply(std::vector<std::uint8_t>& scan) const;
  void apply_line(int line, std::uint8_t* levels) const;

 private:
  void scale_line(int line, double from, double to, double factor);
  void add_shadows(std::uint64_t seed);
  void add_lost_contact(std::uint64_t seed);
  void add_cavity(std::uint64_t seed);

  int lines_;
  int samples_;
  bool frozen_ = false;
  std::vector<std::uint16_t> weights_;  ///< in 1/256
};

}  // namespace phantom
