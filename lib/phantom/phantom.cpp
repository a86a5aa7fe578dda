#include "phantom/phantom.h"

#include <algorithm>

#include "base/error.h"

namespace phantom {
namespace {

const PhantomDevice& checked_device(const PhantomSpec& spec) {
  if (spec.device < 0 || spec.device >= static_cast<int>(kPhantomDevices.size())) {
    throw base::Error(base::Code::InvalidInput, "unknown phantom device");
  }
  if (spec.width < 64 || spec.height < 48 || spec.width > 4096 || spec.height > 4096) {
    throw base::Error(base::Code::InvalidInput, "phantom pictures must have 64 by 48 to 4096 by 4096 pixels");
  }
  return kPhantomDevices[spec.device];
}

int sample_count(const Sector& sector) { return std::clamp(static_cast<int>(sector.depth_px()), 64, 512); }
int line_count(const Sector& sector) { return std::clamp(static_cast<int>(sector.width_px(0.5) * 0.7), 48, 320); }

}  // namespace

Phantom::Phantom(const PhantomSpec& spec)
    : device_(checked_device(spec)),
      findings_(choose_findings(spec.state, spec.clip_seed)),
      anatomy_(choose_anatomy(spec.subject_seed, spec.clip_seed, findings_, device_.linear)),
      sector_(device_sector(device_, spec.width, spec.height)),
      converter_(sector_, spec.width, spec.height, line_count(sector_), sample_count(sector_)),
      tissue_(anatomy_, findings_, converter_.lines(), converter_.samples()),
      background_(draw_furniture(device_, sector_, anatomy_.depth_mm, anatomy_.seed, spec.width, spec.height)) {}

Phantom::Moment Phantom::at(std::int64_t time_us) const {
  const Tissue::Moment tissue = tissue_.at(time_us);
  const double depth = tissue.pleura_sample / converter_.samples();
  Moment moment;
  moment.pleura_px = depth * sector_.depth_px();
  moment.slide_px = tissue.slide_lines / (converter_.lines() - 1) * sector_.width_px(depth);
  for (const double line : tissue.b_lines) {
    moment.b_lines_x.push_back(sector_.position({line / (converter_.lines() - 1), depth}).first);
  }
  return moment;
}

model::Picture Phantom::picture(std::int64_t time_us) const {
  std::vector<std::uint8_t> scan;
  tissue_.render(time_us, scan);
  model::Picture picture = background_;
  converter_.draw(scan, picture);
  return picture;
}

}  // namespace phantom
