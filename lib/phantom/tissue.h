#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "phantom/anatomy.h"
#include "phantom/speckle.h"

namespace phantom {

/// Echoes along scan lines before scan conversion: grey levels after log compression.
class Tissue {
 public:
  /// The moving parts at one time. Lines count from the left, samples from the probe.
  struct Moment {
    double slide_lines = 0;    ///< displacement of the lung to the right
    double pleura_sample = 0;  ///< pleural line in the middle
    std::vector<double> b_lines;
  };

  Tissue(const LungAnatomy& anatomy, const LungFindings& findings, int lines, int samples);
  Moment at(std::int64_t time_us) const;
  /// Line after line, as for ScanConverter.
  void render(std::int64_t time_us, std::vector<std::uint8_t>& scan) const;
  /// One of these lines: `samples` levels from the probe down.
  void render_line(int index, std::int64_t time_us, std::uint8_t* out) const;

 private:
  static constexpr int kLayers = 512;
  /// A scan line in progress: grey levels, and the amount of speckle on them (256: fully developed).
  struct Line;

  void render_line(int index, std::int64_t time_us, const Moment& moment, std::uint8_t* out) const;
  Line start_line(int index, const Moment& moment) const;
  void add_wall(Line& line) const;
  void add_lung(Line& line) const;
  void add_b_lines(Line& line, const Moment& moment) const;
  void add_patch(Line& line) const;
  void add_bronchograms(Line& line, double top, double bottom) const;
  void add_pleura(Line& line) const;
  void add_ribs(Line& line) const;
  void finish(const Line& line, std::int64_t time_us, std::uint8_t* out) const;

  /// A bright band across the line.
  void add_band(Line& line, double sample, double width_samples, double level) const;

  LungAnatomy anatomy_;
  LungFindings findings_;
  int lines_;
  int samples_;
  double samples_per_mm_;
  std::array<int, kLayers> layers_{};  ///< skin, fat and muscle: grey levels from the probe to the pleura
  Speckle wall_speckle_;
  Speckle lung_speckle_;
};

}  // namespace phantom
