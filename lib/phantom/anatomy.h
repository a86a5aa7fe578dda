#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace phantom {

enum class LungState { Healthy, Covid19, BacterialPneumonia, ViralPneumonia };
/// The value in the taxonomy: "healthy", "covid-19", "bacterial-pneumonia", "viral-pneumonia".
std::string_view to_string(LungState state);

/// The signs in a clip. After Soldati et al., "Proposal for international standardization of the use of lung
/// ultrasound for patients with COVID-19", 2020.
struct LungFindings {
  bool a_lines = false;
  bool b_lines = false;
  bool consolidation = false;
  bool pleural_irregularity = false;
  bool effusion = false;
  bool air_bronchogram = false;
  int severity = 0;  ///< 0 to 3
};

/// One body under one probe: lengths in mm, lateral places as fractions of the sector's width, from the left.
struct LungAnatomy {
  struct BLine {
    double place = 0;  ///< at rest
    double width = 0;
    double level = 0;  ///< grey level
  };
  struct Bronchogram {
    double place = 0;
    double depth = 0;  ///< as a fraction of the consolidation's thickness
  };

  std::uint64_t seed = 0;   ///< of all textures
  double depth_mm = 0;      ///< depth of the picture
  double pleura_mm = 0;     ///< depth of the pleural line in the middle
  double tilt_mm = 0;       ///< how much deeper it is at the right than at the left
  double bend_mm = 0;       ///< how much deeper it is at the sides
  double breath_s = 0;      ///< period
  double breath_phase = 0;  ///< in radians
  double slide = 0;         ///< amplitude of lung sliding, as a fraction of the width
  double gain = 0;          ///< grey levels added
  double fall_per_mm = 0;   ///< attenuation in tissue, in grey levels
  bool ribs = false;
  double consolidation_mm = 0;
  double effusion_mm = 0;
  double patch_place = 0;  ///< middle of consolidation and effusion
  double patch_width = 0;
  std::vector<BLine> b_lines;
  std::vector<Bronchogram> bronchograms;
};

LungFindings choose_findings(LungState state, std::uint64_t clip_seed);
/// The subject's seed determines the body, the clip's seed the place of the probe and the signs there.
LungAnatomy choose_anatomy(std::uint64_t subject_seed, std::uint64_t clip_seed, const LungFindings& findings,
                           bool linear);

}  // namespace phantom
