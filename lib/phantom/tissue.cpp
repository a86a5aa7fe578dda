#include "phantom/tissue.h"

#include <algorithm>
#include <cmath>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

/// 1 inside, 0 outside, with a soft edge of `edge` on either side of `half`.
double window(double distance, double half, double edge) {
  return std::clamp((half + edge - std::abs(distance)) / (2 * edge), 0.0, 1.0);
}

std::array<int, 512> make_layers(std::uint64_t seed) {
  struct Band {
    double place;
    double width;
    double level;
  };
  Random random(mix(seed, 0x1a));
  std::vector<Band> bands = {{0.0, 0.05, 110}, {0.45, 0.018, 75}, {0.92, 0.02, 35}};
  for (int i = 0; i < 5; ++i) bands.push_back({random.between(0.1, 0.42), 0.012, random.between(20, 55)});
  for (int i = 0; i < 8; ++i) bands.push_back({random.between(0.5, 0.9), 0.01, random.between(15, 45)});
  std::array<int, 512> layers{};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(layers.size());
    double level = place < 0.45 ? 88 : 80;
    for (const Band& band : bands) level += band.level * bell((place - band.place) / band.width);
    layers[i] = static_cast<int>(level);
  }
  return layers;
}

}  // namespace

struct Tissue::Line {
  int index = 0;
  double across = 0;       ///< -1 at the left edge, 1 at the right
  double lung_across = 0;  ///< resting place of the lung at this line: 0 to 1 over the width
  double pleura = 0;       ///< sample
  double even_pleura = 0;  ///< without irregularities, for multiple echoes
  double b = 0;            ///< strength of a B-line here, 0 to 1
  std::vector<int> level;
  std::vector<int> grain;
  std::vector<std::int16_t> wall_speckle;
  std::vector<std::int16_t> lung_speckle;
};

Tissue::Tissue(const LungAnatomy& anatomy, const LungFindings& findings, int lines, int samples)
    : anatomy_(anatomy),
      findings_(findings),
      lines_(lines),
      samples_(samples),
      samples_per_mm_(samples / anatomy.depth_mm),
      layers_(make_layers(anatomy.seed)),
      wall_speckle_(mix(anatomy.seed, 1)),
      lung_speckle_(mix(anatomy.seed, 2)) {}

Tissue::Moment Tissue::at(std::int64_t time_us) const {
  const double phase = 2 * kPi * (static_cast<double>(time_us) / 1e6) / anatomy_.breath_s + anatomy_.breath_phase;
  Moment moment;
  moment.slide_lines = anatomy_.slide * lines_ * sine(phase);
  moment.pleura_sample = (anatomy_.pleura_mm + 0.5 * cosine(phase)) * samples_per_mm_;
  for (const LungAnatomy::BLine& b_line : anatomy_.b_lines) {
    moment.b_lines.push_back(b_line.place * (lines_ - 1) + moment.slide_lines);
  }
  return moment;
}

void Tissue::render(std::int64_t time_us, std::vector<std::uint8_t>& scan) const {
  const Moment moment = at(time_us);
  scan.resize(static_cast<std::size_t>(lines_) * samples_);
  for (int index = 0; index < lines_; ++index) {
    render_line(index, time_us, moment, scan.data() + static_cast<std::ptrdiff_t>(index) * samples_);
  }
}

void Tissue::render_line(int index, std::int64_t time_us, std::uint8_t* out) const {
  render_line(index, time_us, at(time_us), out);
}

void Tissue::render_line(int index, std::int64_t time_us, const Moment& moment, std::uint8_t* out) const {
  Line line = start_line(index, moment);
  add_wall(line);
  add_lung(line);
  add_b_lines(line, moment);
  add_patch(line);
  add_pleura(line);
  add_ribs(line);
  finish(line, time_us, out);
}

Tissue::Line Tissue::start_line(int index, const Moment& moment) const {
  Line line;
  line.index = index;
  line.across = 2.0 * index / (lines_ - 1) - 1;
  line.lung_across = (index - moment.slide_lines) / (lines_ - 1);
  const double offset_mm = anatomy_.tilt_mm * line.across / 2 + anatomy_.bend_mm * line.across * line.across;
  line.pleura = moment.pleura_sample + offset_mm * samples_per_mm_;
  line.even_pleura = line.pleura;
  if (findings_.pleural_irregularity) {
    line.pleura += samples_per_mm_ * (1.1 * smooth_noise(mix(anatomy_.seed, 3), line.lung_across * 11) +
                                      0.4 * smooth_noise(mix(anatomy_.seed, 4), line.lung_across * 31));
  }
  line.level.assign(static_cast<std::size_t>(samples_), 0);
  line.grain.assign(static_cast<std::size_t>(samples_), 256);
  wall_speckle_.column(std::int64_t{index} * 256, line.wall_speckle);
  lung_speckle_.column(static_cast<std::int64_t>((index - moment.slide_lines) * 256), line.lung_speckle);
  return line;
}

void Tissue::add_wall(Line& line) const {
  const double wave = 0.03 * smooth_noise(mix(anatomy_.seed, 5), line.across * 2.5);
  const int end = std::min(samples_, static_cast<int>(line.pleura));
  for (int i = 0; i < end; ++i) {
    const double place = i / line.pleura;
    // Flat at the probe and at the pleura, wavy in between.
    const double layer = (place + wave * 4 * place * (1 - place)) * kLayers;
    line.level[i] = layers_[std::clamp(static_cast<int>(layer), 0, kLayers - 1)];
  }
}

void Tissue::add_lung(Line& line) const {
  const int from = std::clamp(static_cast<int>(line.pleura), 0, samples_);
  const double reach = 34 * samples_per_mm_ * (anatomy_.pleura_mm / 20);
  for (int i = from; i < samples_; ++i) {
    const double below = (i - line.pleura) / reach;
    // Haze with the layers of the chest wall again, as reverberations between probe and pleura.
    const double copy = std::fmod(i, line.even_pleura) / line.even_pleura;
    const int echo = layers_[std::clamp(static_cast<int>(copy * kLayers), 0, kLayers - 1)] - 85;
    line.level[i] = static_cast<int>(22 + (62 + 0.45 * std::max(0, echo)) / (1 + below * below + below));
    line.grain[i] = 200;
  }
  if (!findings_.a_lines) return;
  const double facing = 1 - 0.55 * line.across * line.across;
  const double patchy = 0.85 + 0.15 * smooth_noise(mix(anatomy_.seed, 6), line.lung_across * 9);
  double strength = 118 * facing * patchy;
  for (int k = 2; k * line.even_pleura < samples_ + 10; ++k, strength *= 0.68) {
    add_band(line, k * line.even_pleura, (0.55 + 0.22 * k) * samples_per_mm_ * anatomy_.depth_mm / 100, strength);
  }
}

void Tissue::add_b_lines(Line& line, const Moment& moment) const {
  for (std::size_t i = 0; i < moment.b_lines.size(); ++i) {
    const LungAnatomy::BLine& b_line = anatomy_.b_lines[i];
    const double weight = bell((line.index - moment.b_lines[i]) / (b_line.width * lines_));
    line.b = std::max(line.b, weight);
    if (weight < 0.02) continue;
    for (int s = std::clamp(static_cast<int>(line.pleura), 0, samples_); s < samples_; ++s) {
      const double level = b_line.level - 55 * (s - line.pleura) / (samples_ - line.pleura);
      // Laser-like: hides everything below, including A-lines.
      line.level[s] += static_cast<int>(weight * std::max(0.0, level - line.level[s]));
    }
  }
}

void Tissue::add_patch(Line& line) const {
  const double distance = (line.lung_across - anatomy_.patch_place) / (anatomy_.patch_width / 2);
  const double room = 1 - distance * distance;
  if (room <= 0 || (anatomy_.consolidation_mm <= 0 && anatomy_.effusion_mm <= 0)) return;
  const double shape = room * (2 - room);
  const double shred = 0.20 * smooth_noise(mix(anatomy_.seed, 7), line.lung_across * 11) +
                       0.14 * smooth_noise(mix(anatomy_.seed, 8), line.lung_across * 41);
  const double fluid = line.pleura + anatomy_.effusion_mm * samples_per_mm_ * shape *
                                         (1 + 0.12 * smooth_noise(mix(anatomy_.seed, 9), line.lung_across * 4));
  const double bottom = fluid + anatomy_.consolidation_mm * samples_per_mm_ * shape * (1 + shred);
  for (int i = std::clamp(static_cast<int>(line.pleura), 0, samples_); i < samples_; ++i) {
    if (i < fluid) {
      line.level[i] = 16;
      line.grain[i] = 90;
    } else if (i < bottom) {
      line.level[i] = 114 - static_cast<int>(14 * (i - fluid) / (bottom - fluid + 1));
      line.grain[i] = 256;
    } else {
      // Below the shred line there is air: a dirty shadow.
      line.level[i] += static_cast<int>(52 * shape * bell((i - bottom) / (16 * samples_per_mm_)));
    }
  }
  if (anatomy_.effusion_mm > 0) add_band(line, fluid, 0.9 * samples_per_mm_, 105 * shape);
  if (anatomy_.consolidation_mm > 0) {
    const double pieces = 0.5 + 0.5 * smooth_noise(mix(anatomy_.seed, 11), line.lung_across * 23);
    add_band(line, bottom, 1.5 * samples_per_mm_, 95 * shape * pieces);
  }
  add_bronchograms(line, fluid, bottom);
}

void Tissue::add_bronchograms(Line& line, double top, double bottom) const {
  for (const LungAnatomy::Bronchogram& spot : anatomy_.bronchograms) {
    const double weight = bell((line.lung_across - spot.place) / 0.013);
    if (weight < 0.05) continue;
    const double sample = top + (bottom - top) * spot.depth;
    if (sample < bottom - 2 * samples_per_mm_) add_band(line, sample, 0.9 * samples_per_mm_, 135 * weight);
  }
}

void Tissue::add_pleura(Line& line) const {
  const double thickness = (findings_.pleural_irregularity ? 1.15 : 0.7) * anatomy_.depth_mm / 100;
  double strength = 150 * (1 - 0.25 * line.across * line.across);
  const double pieces = smooth_noise(mix(anatomy_.seed, 10), line.lung_across * 17);
  strength *= findings_.pleural_irregularity ? std::clamp(0.72 + 0.6 * pieces, 0.15, 1.0) : 0.92 + 0.08 * pieces;
  add_band(line, line.pleura, thickness * samples_per_mm_, strength);
}

void Tissue::add_ribs(Line& line) const {
  if (!anatomy_.ribs) return;
  for (const double place : {-0.86, 0.86}) {
    const double shade = window(line.across - place, 0.16, 0.03);
    if (shade <= 0) continue;
    const double offset = (line.across - place) / 0.16;
    const double top = line.pleura - (7.5 - 2.5 * offset * offset) * samples_per_mm_;
    for (int i = std::clamp(static_cast<int>(top), 0, samples_); i < samples_; ++i) {
      line.level[i] += static_cast<int>(shade * (12 - line.level[i]));
    }
    add_band(line, top, 0.9 * samples_per_mm_, 150 * shade * (1 - 0.5 * offset * offset));
  }
}

void Tissue::add_band(Line& line, double sample, double width_samples, double level) const {
  const int from = std::max(0, static_cast<int>(sample - 3 * width_samples));
  const int to = std::min(samples_ - 1, static_cast<int>(sample + 3 * width_samples) + 1);
  for (int i = from; i <= to; ++i) {
    line.level[i] += static_cast<int>(level * (1 - line.b * 0.8) * bell((i - sample) / width_samples));
  }
}

void Tissue::finish(const Line& line, std::int64_t time_us, std::uint8_t* out) const {
  Random noise(mix(mix(anatomy_.seed, static_cast<std::uint64_t>(time_us)), static_cast<std::uint64_t>(line.index)));
  std::uint64_t bits = 0;
  const double side = line.across * line.across;
  const double loss = 45 * side * side * side - anatomy_.gain;
  const double fall = anatomy_.fall_per_mm / samples_per_mm_;
  for (int i = 0; i < samples_; ++i, bits >>= 8) {
    if (i % 8 == 0) bits = noise.next();
    const auto& speckle = i < line.pleura ? line.wall_speckle : line.lung_speckle;
    const int grain = speckle[i & (Speckle::kRows - 1)] * line.grain[i] / 4096;
    const int hiss = static_cast<int>(bits & 7) - 3;
    const int level = line.level[i] + grain + hiss - static_cast<int>(loss + fall * std::min<double>(i, line.pleura));
    out[i] = static_cast<std::uint8_t>(std::clamp(level, 0, 255));
  }
}

}  // namespace phantom
