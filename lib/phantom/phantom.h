#pragma once

#include <cstdint>
#include <vector>

#include "model/picture.h"
#include "phantom/anatomy.h"
#include "phantom/furniture.h"
#include "phantom/sector.h"
#include "phantom/tissue.h"

namespace phantom {

/// The parameters of a synthetic lung ultrasound clip. Equal values give equal pictures on every machine.
struct PhantomSpec {
  std::uint64_t subject_seed = 1;  ///< the body
  std::uint64_t clip_seed = 1;     ///< the place of the probe and the signs there
  LungState state = LungState::Healthy;
  int device = 0;   ///< index into kPhantomDevices
  int width = 320;  ///< in pixels; at least 64 by 48
  int height = 240;
};

/// A synthetic clip: pictures at any time, and their true properties.
class Phantom {
 public:
  /// The true properties of a picture; positions in pixels, pixel centres at .5.
  struct Moment {
    double slide_px = 0;            ///< displacement of the lung to the right, along the pleural line
    double pleura_px = 0;           ///< depth of the pleural line below the probe's face on the middle scan line
    std::vector<double> b_lines_x;  ///< where B-lines start at the pleural line
  };

  /// Throws InvalidInput for an invalid size or device.
  explicit Phantom(const PhantomSpec& spec);

  const LungFindings& findings() const { return findings_; }
  const LungAnatomy& anatomy() const { return anatomy_; }
  const Sector& sector() const { return sector_; }
  const PhantomDevice& device() const { return device_; }
  double px_per_mm() const { return sector_.depth_px() / anatomy_.depth_mm; }

  Moment at(std::int64_t time_us) const;
  /// Three channels if the device draws in colour, else one.
  model::Picture picture(std::int64_t time_us) const;

 private:
  const PhantomDevice& device_;
  LungFindings findings_;
  LungAnatomy anatomy_;
  Sector sector_;
  ScanConverter converter_;
  Tissue tissue_;
  model::Picture background_;
};

}  // namespace phantom
