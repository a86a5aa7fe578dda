#include "phantom/anatomy.h"

#include "base/names.h"
#include "phantom/exact_math.h"

namespace phantom {
namespace {

void add_b_lines(LungAnatomy& anatomy, Random& random, int severity) {
  const int count = 1 + severity + random.below(2);
  for (int i = 0; i < count; ++i) {
    // Spread out, so that each can be counted; severe ones are wide, like confluent B-lines.
    const double place = 0.12 + 0.76 * (i + random.between(0.25, 0.75)) / count;
    const double width = severity >= 2 ? random.between(0.022, 0.055) : random.between(0.012, 0.022);
    anatomy.b_lines.push_back({place, width, random.between(175, 215)});
  }
}

void add_bronchograms(LungAnatomy& anatomy, Random& random) {
  for (int branch = 0; branch < 3; ++branch) {
    double place = anatomy.patch_place + anatomy.patch_width * random.between(-0.28, 0.28);
    double depth = random.between(0.15, 0.4);
    const double drift = anatomy.patch_width * random.between(-0.06, 0.06);
    for (int i = 0; i < 4; ++i) {
      anatomy.bronchograms.push_back({place, depth});
      place += drift + anatomy.patch_width * random.between(-0.015, 0.015);
      depth += random.between(0.08, 0.14);
    }
  }
}

constexpr auto kLungStateNames = base::names<LungState>({{LungState::Healthy, "healthy"},
                                                         {LungState::Covid19, "covid-19"},
                                                         {LungState::BacterialPneumonia, "bacterial-pneumonia"},
                                                         {LungState::ViralPneumonia, "viral-pneumonia"}});

}  // namespace

std::string_view to_string(LungState state) { return base::name_of(kLungStateNames, state); }

LungFindings choose_findings(LungState state, std::uint64_t clip_seed) {
  Random random(mix(clip_seed, 0xf1));
  LungFindings findings;
  switch (state) {
    case LungState::Healthy:
      findings.a_lines = true;
      break;
    case LungState::Covid19:
      findings.b_lines = true;
      findings.pleural_irregularity = true;
      findings.severity = 2 + random.below(2);
      findings.consolidation = findings.severity == 3 && random.below(2) == 0;
      break;
    case LungState::BacterialPneumonia:
      findings.consolidation = true;
      findings.effusion = random.below(3) != 0;
      findings.air_bronchogram = random.below(4) != 0;
      findings.severity = 3;
      break;
    case LungState::ViralPneumonia:
      findings.b_lines = true;
      findings.a_lines = random.below(2) == 0;
      findings.pleural_irregularity = random.below(3) == 0;
      findings.severity = 1;
      break;
  }
  return findings;
}

LungAnatomy choose_anatomy(std::uint64_t subject_seed, std::uint64_t clip_seed, const LungFindings& findings,
                           bool linear) {
  LungAnatomy anatomy;
  Random body(mix(subject_seed, 0xb0));
  anatomy.pleura_mm = linear ? body.between(12, 18) : body.between(17, 27);
  anatomy.breath_s = body.between(2.8, 4.5);
  anatomy.slide = body.between(0.03, 0.06);
  anatomy.gain = body.between(0, 26);
  anatomy.fall_per_mm = body.between(0.25, 0.5) * (linear ? 2 : 1);

  Random place(mix(mix(subject_seed, clip_seed), 0xc1));
  anatomy.seed = place.next();
  anatomy.depth_mm = linear ? place.between(48, 62) : place.between(85, 125);
  anatomy.tilt_mm = place.between(-2.5, 2.5);
  anatomy.bend_mm = linear ? place.between(0, 1) : place.between(-1, 2.5);
  anatomy.breath_phase = place.between(0, 2 * kPi);
  anatomy.ribs = !findings.effusion && place.below(2) == 0;
  anatomy.patch_place = place.between(0.38, 0.62);
  anatomy.patch_width = findings.effusion ? place.between(0.7, 0.85) : place.between(0.32, 0.5);
  const double room = anatomy.depth_mm - anatomy.pleura_mm;
  // Pneumonia fills a lobe; covid-19 shows small patches below the pleura.
  const double share = findings.pleural_irregularity ? place.between(0.10, 0.16) : place.between(0.34, 0.5);
  if (findings.consolidation) anatomy.consolidation_mm = room * share;
  if (findings.effusion) anatomy.effusion_mm = room * place.between(0.16, 0.26);
  if (findings.b_lines) add_b_lines(anatomy, place, findings.severity);
  if (findings.air_bronchogram) add_bronchograms(anatomy, place);
  return anatomy;
}

}  // namespace phantom
