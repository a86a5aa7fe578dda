#include "phantom/scan_look.h"

#include <algorithm>
#include <cmath>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

/// 0 before `from`, 1 after `to`.
double ramp(double x, double from, double to) { return std::clamp((x - from) / (to - from), 0.0, 1.0); }

}  // namespace

ScanLook::ScanLook(std::uint64_t seed, int lines, int samples)
    : lines_(lines), samples_(samples), weights_(static_cast<std::size_t>(lines) * static_cast<std::size_t>(samples)) {
  Random random(mix(seed, 0x100c));
  frozen_ = random.below(10) == 0;
  const double gain = random.below(7) == 0 ? random.between(0.28, 0.45) : random.between(0.6, 1.1);
  const bool dark_below = random.below(4) == 0;
  const double dark_from = random.between(0.35, 0.7);
  const double dark = random.between(0.03, 0.2);
  for (int line = 0; line < lines; ++line) {
    for (int sample = 0; sample < samples; ++sample) {
      const double depth = static_cast<double>(sample) / samples;
      const double fall = dark_below ? 1 - (1 - dark) * ramp(depth, dark_from, dark_from + 0.25) : 1;
      weights_[static_cast<std::size_t>(line) * samples + sample] = static_cast<std::uint16_t>(256 * gain * fall);
    }
  }
  if (random.below(5) == 0) add_shadows(random.next());
  if (random.below(9) == 0) add_lost_contact(random.next());
  if (random.below(10) == 0) add_cavity(random.next());
}

void ScanLook::scale_line(int line, double from, double to, double factor) {
  for (int sample = 0; sample < samples_; ++sample) {
    const double place = static_cast<double>(sample) / samples_;
    const double inside = ramp(place, from - 0.05, from) * (1 - ramp(place, to, to + 0.03));
    std::uint16_t& weight = weights_[static_cast<std::size_t>(line) * samples_ + sample];
    weight = static_cast<std::uint16_t>(weight * (1 - inside * (1 - factor)));
  }
}

void ScanLook::add_shadows(std::uint64_t seed) {
  Random random(seed);
  for (int shadow = 1 + random.below(3); shadow > 0; --shadow) {
    const double middle = random.between(0, 1);
    const double half = random.between(0.03, 0.09);
    const double from = random.between(0.1, 0.35);
    const double factor = random.between(0.04, 0.2);
    for (int line = 0; line < lines_; ++line) {
      const double off = std::abs(static_cast<double>(line) / lines_ - middle);
      const double shade = 1 - ramp(off, half, half + 0.02);
      if (shade > 0) scale_line(line, from, 2, 1 - shade * (1 - factor));
    }
  }
}

void ScanLook::add_lost_contact(std::uint64_t seed) {
  Random random(seed);
  const bool right = random.below(2) == 0;
  const double share = random.between(0.08, 0.25);
  const double from = random.between(0.03, 0.12);
  for (int line = 0; line < lines_; ++line) {
    const double place = static_cast<double>(line) / lines_;
    const double lost = 1 - ramp(right ? 1 - place : place, share, share + 0.06);
    if (lost > 0) scale_line(line, from, 2, 1 - lost * 0.96);
  }
}

void ScanLook::add_cavity(std::uint64_t seed) {
  Random random(seed);
  const double middle_line = random.below(2) == 0 ? random.between(-0.05, 0.15) : random.between(0.85, 1.05);
  const double middle = random.between(0.45, 0.95);
  const double half_lines = random.between(0.15, 0.35);
  const double half = random.between(0.15, 0.3);
  for (int line = 0; line < lines_; ++line) {
    const double off = (static_cast<double>(line) / lines_ - middle_line) / half_lines;
    if (off * off >= 1) continue;
    const double reach = half * std::sqrt(1 - off * off);
    scale_line(line, middle - reach, middle + reach, 0.03);
  }
}

void ScanLook::apply(std::vector<std::uint8_t>& scan) const {
  for (int line = 0; line < lines_; ++line)
    apply_line(line, scan.data() + static_cast<std::ptrdiff_t>(line) * samples_);
}

void ScanLook::apply_line(int line, std::uint8_t* levels) const {
  const std::uint16_t* weights = weights_.data() + static_cast<std::ptrdiff_t>(line) * samples_;
  for (int i = 0; i < samples_; ++i) levels[i] = static_cast<std::uint8_t>(std::min(255, levels[i] * weights[i] >> 8));
}

}  // namespace phantom
