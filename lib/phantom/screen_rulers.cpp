#include "phantom/screen_rulers.h"

#include <algorithm>
#include <array>
#include <string>

#include "phantom/exact_math.h"
#include "phantom/sector.h"

namespace phantom {
namespace {

using Side = ScreenLayout::Ruler;

/// How a device draws its ruler.
struct RulerLook {
  bool left = false;
  bool dots = false;
  bool spine = false;
  bool numbers = false;
  int minor_mm = 10;
  int major_mm = 50;
  int numbers_mm = 50;
  int length = 4;  ///< of minor ticks
  Colour colour;
};

RulerLook choose_look(const ScreenPlan& plan, Random& random) {
  RulerLook look;
  const Side side = plan.layout != nullptr ? plan.layout->ruler
                    : random.below(2) == 0 ? Side::LeftEdge
                                           : Side::RightEdge;
  look.left = side == Side::LeftMargin || side == Side::LeftEdge;
  look.dots = random.below(5) == 0;
  look.spine = !look.dots && random.below(4) == 0;
  look.numbers = plan.layout != nullptr ? plan.layout->numbers && random.below(5) != 0 : random.below(3) == 0;
  look.minor_mm = random.below(4) == 0 ? 5 : 10;
  look.numbers_mm = random.below(3) == 0 ? 10 : 50;
  look.length = std::max(3, plan.height / (90 + random.below(60)));
  const Colour white{225, 225, 225};
  look.colour = random.below(3) == 0 ? Colour{150, 150, 150} : plan.palette.light ? white : plan.palette.bright;
  return look;
}

/// The height of a depth along the middle line.
double height_at(const ScreenPlan& plan, double mm) {
  const model::Sector& sector = plan.sectors[0];
  if (!sector.is_fan()) return position(sector, {0, mm / plan.depth_mm}).second;
  return (sector.apex.y + sector.inner + (sector.outer - sector.inner) * mm / plan.depth_mm) / model::kPointsPerPixel;
}

int ruler_x(const ScreenPlan& plan, const RulerLook& look, Random& random) {
  const model::Region bounds = plan.sectors[0].bounds();
  const int away = 3 + random.below(std::max(2, plan.width / 60));
  const bool margin = plan.layout != nullptr && plan.sectors.size() == 1 &&
                      (plan.layout->ruler == Side::RightMargin || plan.layout->ruler == Side::LeftMargin);
  const model::Region& beside = margin ? plan.area : bounds;
  return look.left ? beside.x - away : beside.x + beside.width + away;
}

void draw_tick(Pen& pen, const RulerLook& look, int x, int y, int length) {
  if (look.dots) {
    pen.canvas().disc(x + 0.5, y + 0.5, length > look.length ? 2.2 : 1.3, look.colour);
  } else {
    const int thick = pen.plan().height >= 900 ? 2 : 1;
    pen.canvas().fill({look.left ? x - length : x, y, length, thick}, look.colour);
  }
}

void draw_number(Pen& pen, const RulerLook& look, int x, int y, int mm) {
  const TextStyle style = pen.style(85);
  const std::string text = std::to_string(mm / 10);
  const int width = text_width(style, text);
  const int off = 3 * look.length;
  const int left = look.left ? x - off - width : x + off;
  if (left < 1 || left + width >= pen.plan().width) return;
  write_text(pen.canvas(), left, y - cap_height(style) / 2, style, text, look.colour);
}

void draw_depth_ruler(Pen& pen, const RulerLook& look, int x) {
  const ScreenPlan& plan = pen.plan();
  const model::Region& visible = plan.sectors[0].visible;
  const int cap = cap_height(pen.style(85));
  pen.begin(Drawn::Role::Ruler);
  int first = plan.height;
  int last = 0;
  for (int mm = 0; mm <= plan.depth_mm; mm += look.minor_mm) {
    const int y = static_cast<int>(height_at(plan, mm));
    if (y < visible.y || y >= visible.y + visible.height || y + 2 >= plan.height) continue;
    const bool major = mm % look.major_mm == 0;
    draw_tick(pen, look, x, y, major ? 2 * look.length : look.length);
    first = std::min(first, y);
    last = std::max(last, y);
    if (look.numbers && mm > 0 && mm % look.numbers_mm == 0 && y > cap && y + cap < plan.height) {
      draw_number(pen, look, x, y, mm);
    }
  }
  if (look.spine && last > first) pen.canvas().fill({x, first, 1, last - first + 1}, look.colour);
  pen.end();
}

/// Ticks below the sector, as far apart as those of the depth.
void draw_width_ruler(Pen& pen, const RulerLook& look) {
  const ScreenPlan& plan = pen.plan();
  const model::Region bounds = plan.sectors[0].bounds();
  const double step = height_at(plan, 10) - height_at(plan, 0);
  const int y = bounds.y + bounds.height + 4;
  if (step < 4 || !pen.is_free({bounds.x, y, bounds.width, 2 * look.length})) return;
  pen.begin(Drawn::Role::Ruler);
  const double middle = bounds.x + bounds.width / 2.0;
  const int count = static_cast<int>(bounds.width / 2 / step);
  for (int i = -count; i <= count; ++i) {
    const int length = i % 5 == 0 ? 2 * look.length : look.length;
    pen.canvas().fill({static_cast<int>(middle + i * step), y, 1, length}, look.colour);
  }
  pen.end();
}

}  // namespace

void draw_rulers(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  if (plan.sectors[0].kind == model::Sector::Kind::Whole) return;
  Random random(mix(plan.seed, 0x70));
  const RulerLook look = choose_look(plan, random);
  const int x = ruler_x(plan, look, random);
  // What an earlier crop left has a ruler only if there is room beside the sector.
  const int reach = 2 * look.length;
  if (x - (look.left ? reach : 0) < 0 || x + reach >= plan.width) return;
  if (plan.layout == nullptr && random.below(2) == 0) return;
  draw_depth_ruler(pen, look, x);
  if (random.below(7) == 0) draw_width_ruler(pen, look);
}

void draw_focus(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0xf0));
  if (random.below(2) == 0) return;
  const model::Region bounds = plan.sectors[0].bounds();
  const bool left = plan.layout->ruler == Side::LeftEdge || plan.layout->ruler == Side::LeftMargin;
  const double size = std::max(4.0, plan.height / 90.0);
  // Beyond ruler and numbers.
  int x = left ? bounds.x - 4 : bounds.x + bounds.width + 4;
  const double y = height_at(plan, plan.depth_mm * random.between(0.2, 0.8));
  for (int i = 0; i < 12; ++i, x += left ? -6 : 6) {
    const int reach = static_cast<int>(size) + 1;
    const model::Region room = {left ? x - reach : x, static_cast<int>(y) - reach, reach, 2 * reach};
    if (!pen.is_free(room) || pen.touches_sector(room)) continue;
    pen.begin(Drawn::Role::Marker);
    const double tip = left ? x - 1 : x + 1;
    const double base = left ? x - size : x + size;
    pen.canvas().triangle({tip, y, base, y - size * 0.7, base, y + size * 0.7}, plan.palette.accent);
    pen.end();
    return;
  }
}

}  // namespace phantom
