#include "phantom/screen_plan.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "phantom/exact_math.h"

namespace phantom {
namespace {

using Size = std::array<int, 2>;
constexpr std::array<Size, 8> kWideSizes = {
    {{640, 480}, {800, 600}, {1024, 768}, {1280, 720}, {1280, 960}, {720, 576}, {1920, 1080}, {960, 720}}};
constexpr std::array<Size, 3> kTallSizes = {{{720, 1280}, {600, 800}, {480, 854}}};
/// How often each kind is chosen, of 100.
constexpr std::array<int, kScreenKinds> kKindShares = {26, 15, 15, 8, 7, 12, 7, 5, 5};

ScreenKind choose_kind(Random& random) {
  int left = random.below(100);
  int kind = 0;
  while (left >= kKindShares[static_cast<std::size_t>(kind)]) left -= kKindShares[static_cast<std::size_t>(kind++)];
  return static_cast<ScreenKind>(kind);
}

const ScreenLayout& choose_layout(Random& random, bool heart, std::optional<ScreenLayout::Shape> shape) {
  const bool only_heart = random.below(2) == 0 && heart && shape != ScreenLayout::Shape::Tall;
  std::vector<const ScreenLayout*> fitting;
  for (const ScreenLayout& layout : screen_layouts()) {
    // An ECG belongs to hearts, which few show with other probes.
    if (layout.heart ? !heart : only_heart) continue;
    if (!shape || layout.shape == *shape) fitting.push_back(&layout);
  }
  return *fitting[static_cast<std::size_t>(random.below(static_cast<int>(fitting.size())))];
}

void check_size(int width, int height) {
  if (width < 128 || height < 96 || width > 4096 || height > 4096) {
    throw base::Error(base::Code::InvalidInput, "screens must have 128 by 96 to 4096 by 4096 pixels");
  }
}

void choose_style(ScreenPlan& plan, const ScreenSpec& spec, Random& random) {
  plan.palette = choose_palette(plan.seed, plan.layout != nullptr && plan.layout->window);
  plan.colour = random.below(5) != 0;
  plan.named = random.below(8) != 0;
  plan.over_sector = random.below(4) == 0;
  const double share = random.between(0.0135, 0.025);
  plan.text.cap_px = std::clamp(static_cast<int>(std::min(plan.height, plan.width) * share + 0.5), 8, 26);
  plan.text.dots = random.below(5) == 0;
  plan.text.bold = random.below(4) == 0;
  plan.text.width_percent = 82 + random.below(24);
  if (plan.text.dots) plan.text.cap_px = std::max(7, (plan.text.cap_px + 4) / 7 * 7);
  if (spec.text_px == 0) return;
  plan.one_size = true;
  plan.text.cap_px = spec.text_px;
  plan.text.dots = plan.text.dots && spec.text_px % 7 == 0;
}

model::Region part_of(int width, int height, const std::array<int, 4>& box) {
  const int left = width * box[0] / 1000;
  const int top = height * box[1] / 1000;
  return {left, top, width * box[2] / 1000 - left, height * box[3] / 1000 - top};
}

/// Room that reaches below the texts around it.
model::Region widened(const model::Region& area, const ScreenPlan& plan) {
  const int x = std::max(0, area.x - plan.width / 8);
  const int y = std::max(0, area.y - plan.height / 16);
  const int right = std::min(plan.width, area.x + area.width + plan.width / 8);
  const int bottom = std::min(plan.height, area.y + area.height + plan.height / 10);
  return {x, y, right - x, bottom - y};
}

/// Without a layout: a margin of up to a tenth.
model::Region bare_area(Random& random, const ScreenPlan& plan, bool cropped) {
  const model::Region all = {0, 0, plan.width, plan.height};
  if (cropped || random.below(3) == 0) return all;
  const int left = plan.width * random.below(100) / 1000;
  const int top = plan.height * random.below(80) / 1000;
  const int right = plan.width * random.below(100) / 1000;
  const int bottom = plan.height * random.below(80) / 1000;
  return {left, top, plan.width - left - right, plan.height - top - bottom};
}

model::Sector moved(model::Sector sector, int right, int down) {
  const auto move = [&](model::Point& place) {
    place.x += right * model::kPointsPerPixel;
    place.y += down * model::kPointsPerPixel;
  };
  std::ranges::for_each(sector.corners, move);
  move(sector.apex);
  sector.visible.x += right;
  sector.visible.y += down;
  return sector;
}

/// Devices with tall screens do not show the sector at the top of its room, for it is wide.
void lower(ScreenPlan& plan, Random& random) {
  model::Sector& sector = plan.sectors.front();
  const model::Region bounds = sector.bounds();
  const int room = plan.area.y + plan.area.height - bounds.y - bounds.height;
  sector = moved(sector, 0, std::max(0, static_cast<int>(room * random.between(0, 0.6))));
  sector.visible.height = std::min(sector.visible.height, plan.area.y + plan.area.height - sector.visible.y);
}

}  // namespace

bool ScreenPlan::in_sector(int x, int y) const {
  return std::ranges::any_of(sectors, [&](const model::Sector& sector) { return sector.contains(x, y); });
}

ScreenPlan plan_screen(const ScreenSpec& spec) {
  Random random(mix(spec.seed, 0x9a));
  ScreenPlan plan;
  plan.seed = spec.seed;
  const ScreenKind kind = choose_kind(random);
  plan.kind = spec.kind.value_or(kind);
  const bool heart = plan.kind == ScreenKind::Phased;
  const bool given = spec.width != 0 || spec.height != 0;
  if (given) check_size(spec.width, spec.height);
  std::optional<ScreenLayout::Shape> shape;
  if (given) shape = spec.width < spec.height ? ScreenLayout::Shape::Tall : ScreenLayout::Shape::Wide;
  const ScreenLayout& layout = choose_layout(random, heart, shape);
  const Size size = layout.shape == ScreenLayout::Shape::Wide ? kWideSizes[static_cast<std::size_t>(random.below(8))]
                                                              : kTallSizes[static_cast<std::size_t>(random.below(3))];
  plan.width = given ? spec.width : size[0];
  plan.height = given ? spec.height : size[1];
  const bool cropped = (plan.kind == ScreenKind::CutOff && random.below(3) == 0) || plan.kind == ScreenKind::Whole;
  plan.bare = spec.bare;
  if (!spec.bare && !cropped) plan.layout = &layout;
  choose_style(plan, spec, random);
  plan.area = plan.layout != nullptr ? part_of(plan.width, plan.height, layout.area) : bare_area(random, plan, cropped);
  if (plan.layout != nullptr && plan.over_sector && !layout.window) plan.area = widened(plan.area, plan);
  plan.sectors = choose_sectors(plan.kind, spec.seed, plan.area, cropped);
  if (layout.shape == ScreenLayout::Shape::Tall && plan.layout != nullptr && plan.sectors.size() == 1)
    lower(plan, random);
  return plan;
}

ScreenPlan plan_screen(const ScreenSpec& spec, const model::Sector& clip_sector) {
  const model::Region bounds = clip_sector.bounds();
  if (bounds.width <= 0) throw base::Error(base::Code::InvalidInput, "the clip's sector is empty");
  Random random(mix(spec.seed, 0x9b));
  ScreenPlan plan;
  plan.seed = spec.seed;
  plan.bare = spec.bare;
  const bool phased = clip_sector.kind == model::Sector::Kind::Phased;
  plan.kind = phased ? ScreenKind::Phased : clip_sector.is_fan() ? ScreenKind::Convex : ScreenKind::Linear;
  const ScreenLayout& layout = choose_layout(random, phased, ScreenLayout::Shape::Wide);
  plan.width = bounds.width * 1000 / (layout.area[2] - layout.area[0]) + 2;
  plan.height = bounds.height * 1000 / (layout.area[3] - layout.area[1]) + 2;
  plan.width = (std::max({plan.width, plan.height * 4 / 3, 320}) + 1) / 2 * 2;
  plan.height = (std::max(plan.height, plan.width * 3 / 4) + 1) / 2 * 2;
  check_size(plan.width, plan.height);
  if (!spec.bare) plan.layout = &layout;
  choose_style(plan, spec, random);
  plan.area = part_of(plan.width, plan.height, layout.area);
  const int right = plan.area.x + (plan.area.width - bounds.width) / 2 - bounds.x;
  plan.sectors = {moved(clip_sector, right, plan.area.y - bounds.y)};
  return plan;
}

}  // namespace phantom
