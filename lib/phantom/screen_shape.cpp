#include "phantom/screen_shape.h"

#include <algorithm>
#include <array>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

using Kind = model::Sector::Kind;

constexpr std::array<std::string_view, kScreenKinds> kKindNames = {
    "convex", "phased", "linear", "trapezoid", "steered", "cut-off", "dual", "m-mode", "whole"};

struct FanShape {
  double left_rad = 0;  ///< both positive
  double right_rad = 0;
  double inner_share = 0;  ///< inner radius divided by outer radius
};

FanShape convex_shape(Random& random) {
  FanShape shape;
  const int build = random.below(10);
  if (build < 6) {
    shape = {random.between(25, 37), 0, random.between(0.2, 0.5)};
  } else if (build < 8) {
    shape = {random.between(38, 62), 0, random.between(0.12, 0.4)};  // wide: abdomen, endocavity
  } else {
    shape = {random.between(13, 24), 0, random.between(0.35, 0.65)};  // narrow
  }
  shape.left_rad *= kPi / 180;
  // A few devices open one side only.
  shape.right_rad = random.below(12) == 0 ? shape.left_rad * random.between(0.7, 0.95) : shape.left_rad;
  return shape;
}

FanShape phased_shape(Random& random) {
  const double half = random.between(37, 50) * kPi / 180;
  const double inner = random.below(3) == 0 ? random.between(0.01, 0.045) : 0.0;
  return {half, random.below(8) == 0 ? half * random.between(0.7, 0.95) : half, inner};
}

double slope(double angle) { return sine(angle) / cosine(angle); }

/// Arguments of a call are evaluated in no fixed order, so that each draws at most one number.
double share(Random& random, double from) { return random.between(from, 1); }

/// The largest fan of this shape in the box, `scale` times that; centred across, at the box's top.
model::Sector fit_fan(const FanShape& shape, const model::Region& box, double scale, const model::Region& visible,
                      double lower = 0) {
  const double across = sine(shape.left_rad) + sine(shape.right_rad);
  const double rise = shape.inner_share * std::min(cosine(shape.left_rad), cosine(shape.right_rad));
  const double outer = scale * std::min(box.width / across, box.height / (1 - rise));
  const double middle = box.x + box.width / 2.0 + outer * (sine(shape.left_rad) - sine(shape.right_rad)) / 2;
  return model::make_fan({middle, box.y - outer * rise + lower}, {outer * shape.inner_share, outer},
                         {-slope(shape.left_rad), slope(shape.right_rad)}, visible);
}

model::Sector quad(Kind kind, double top, double bottom, std::array<double, 4> x, const model::Region& visible) {
  const auto point = [](double px, double py) {
    return model::Point{static_cast<int>(px * model::kPointsPerPixel + 0.5),
                        static_cast<int>(py * model::kPointsPerPixel + 0.5)};
  };
  model::Sector sector;
  sector.kind = kind;
  sector.corners = {point(x[0], top), point(x[1], top), point(x[2], bottom), point(x[3], bottom)};
  sector.visible = visible;
  return sector;
}

model::Sector rectangle(const model::Region& region, const model::Region& visible) {
  const double right = region.x + region.width;
  return quad(Kind::Linear, region.y, region.y + region.height,
              {static_cast<double>(region.x), right, right, static_cast<double>(region.x)}, visible);
}

/// A box of this width for its height, as large as fits, centred across.
model::Region box_of(const model::Region& area, double aspect, double fill) {
  const double height = std::min<double>(area.height, area.width / aspect) * fill;
  const auto width = static_cast<int>(height * aspect);
  return {area.x + (area.width - width) / 2, area.y, width, static_cast<int>(height)};
}

model::Sector linear_sector(Random& random, const model::Region& area, const model::Region& visible) {
  const double aspect = random.between(0.55, 1.6);
  return rectangle(box_of(area, aspect, share(random, 0.82)), visible);
}

model::Sector trapezoid_sector(Random& random, const model::Region& area) {
  const double aspect = random.between(0.8, 1.6);
  const model::Region box = box_of(area, aspect, share(random, 0.85));
  const double inset = box.width * random.between(0.1, 0.27);
  const double right = box.x + box.width;
  return quad(Kind::Trapezoid, box.y, box.y + box.height,
              {box.x + inset, right - inset, right, static_cast<double>(box.x)}, area);
}

model::Sector steered_sector(Random& random, const model::Region& area) {
  const double aspect = random.between(0.9, 1.5);
  const model::Region box = box_of(area, aspect, share(random, 0.85));
  const double shift = box.height * slope(random.between(8, 22) * kPi / 180);
  const double right = box.x + box.width;
  const double left = box.x;
  if (random.below(2) == 0) {
    return quad(Kind::Steered, box.y, box.y + box.height, {left, right - shift, right, left + shift}, area);
  }
  return quad(Kind::Steered, box.y, box.y + box.height, {left + shift, right, right - shift, left}, area);
}

model::Sector cut_off_sector(Random& random, const model::Region& area, bool cropped) {
  const FanShape shape = random.below(3) == 0 ? phased_shape(random) : convex_shape(random);
  if (cropped) {
    const double lower = -random.between(0, 0.08) * area.height;
    return fit_fan(shape, area, random.between(1.08, 1.4), area, lower);
  }
  model::Region window = area;
  double lower = 0;
  double scale = random.between(1.12, 1.35);
  switch (random.below(3)) {
    case 0:  // the sides
      window.width = area.width * (60 + random.below(35)) / 100;
      window.x = area.x + (area.width - window.width) / 2;
      scale = random.between(1, 1.12);
      break;
    case 1:  // the bottom, flat
      window.height = area.height * (75 + random.below(20)) / 100;
      scale = random.between(1, 1.1);
      break;
    default:  // zoomed: all around
      lower = -random.between(0.02, 0.12) * area.height;
  }
  return fit_fan(shape, area, scale, window, lower);
}

model::Sector whole_fan(Random& random, bool phased, double least, const model::Region& area) {
  const FanShape shape = phased ? phased_shape(random) : convex_shape(random);
  return fit_fan(shape, area, share(random, least), area);
}

model::Sector plain_sector(Random& random, const model::Region& area) {
  const int build = random.below(5);
  if (build > 2) return linear_sector(random, area, area);
  return whole_fan(random, build == 2, 0.9, area);
}

model::Sector enlarged_fan(Random& random, const model::Region& area) {
  const FanShape shape = convex_shape(random);
  return fit_fan(shape, area, random.between(1.15, 1.9), area);
}

std::vector<model::Sector> dual_sectors(Random& random, const model::Region& area) {
  const int gap = random.below(2) == 0 ? 2 + random.below(6) : area.width * (3 + random.below(5)) / 100;
  const int width = (area.width - gap) / 2;
  const model::Region half = {area.x, area.y, width, area.height};
  model::Sector left = plain_sector(random, half);
  // Fans are often enlarged until their sides are cut off.
  if (left.is_fan() && random.below(3) != 0) left = enlarged_fan(random, half);
  const int shift = width + gap;
  model::Sector right = left;
  for (model::Point& corner : right.corners) corner.x += shift * model::kPointsPerPixel;
  right.apex.x += shift * model::kPointsPerPixel;
  right.visible.x += shift;
  return {left, right};
}

std::vector<model::Sector> m_mode_sectors(Random& random, const model::Region& area) {
  const int upper = area.height * (42 + random.below(16)) / 100;
  const int gap = 6 + random.below(area.height / 20 + 1);
  const model::Region strip = {area.x, area.y + upper + gap, area.width, area.height - upper - gap};
  return {plain_sector(random, {area.x, area.y, area.width, upper}), rectangle(strip, strip)};
}

}  // namespace

std::string_view to_string(ScreenKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

std::optional<ScreenKind> screen_kind_from(std::string_view text) {
  const auto* found = std::ranges::find(kKindNames, text);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<ScreenKind>(found - kKindNames.begin());
}

std::vector<model::Sector> choose_sectors(ScreenKind kind, std::uint64_t seed, const model::Region& area,
                                          bool cropped) {
  Random random(mix(seed, 0x5a));
  switch (kind) {
    case ScreenKind::Convex:
      return {whole_fan(random, false, 0.86, area)};
    case ScreenKind::Phased:
      return {whole_fan(random, true, 0.86, area)};
    case ScreenKind::Linear:
      return {linear_sector(random, area, area)};
    case ScreenKind::Trapezoid:
      return {trapezoid_sector(random, area)};
    case ScreenKind::Steered:
      return {steered_sector(random, area)};
    case ScreenKind::CutOff:
      return {cut_off_sector(random, area, cropped)};
    case ScreenKind::Dual:
      return dual_sectors(random, area);
    case ScreenKind::MMode:
      return m_mode_sectors(random, area);
    case ScreenKind::Whole:
      break;
  }
  model::Sector whole;
  whole.visible = area;
  return {whole};
}

}  // namespace phantom
