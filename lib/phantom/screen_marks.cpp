#include "phantom/screen_marks.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "phantom/exact_math.h"
#include "phantom/sector.h"

namespace phantom {
namespace {

/// The mark fills a square of this size around a place.
void draw_mark(Pen& pen, int look, double x, double y, double half, const std::string& letter) {
  Canvas& canvas = pen.canvas();
  const Colour colour = pen.plan().palette.accent;
  TextStyle style = pen.plan().text;
  style.dots = false;
  style.bold = true;
  style.cap_px = std::max(7, static_cast<int>(look == 1 ? half : 1.6 * half));
  const int left = static_cast<int>(x - text_width(style, letter) / 2.0) + 1;
  const int top = static_cast<int>(y - style.cap_px / 2.0);
  switch (look) {
    case 0:
      canvas.disc(x, y, half, colour);
      break;
    case 1:
      canvas.ring(x, y, half, std::max(1.2, half / 5), colour);
      write_text(canvas, left, top, style, letter, colour);
      break;
    case 2:
      write_text(canvas, left, top, style, letter, colour);
      break;
    case 3:
      canvas.triangle({x - half, y - half, x + half, y, x - half, y + half}, colour);
      break;
    case 4:
      canvas.ring(x, y, half * 0.8, std::max(1.5, half / 3), colour);
      canvas.line(x, y - half, x, y + half, 1.5, colour);
      break;
    default:
      canvas.frame({static_cast<int>(x - half), static_cast<int>(y - half), static_cast<int>(2 * half),
                    static_cast<int>(2 * half)},
                   2, colour);
  }
}

struct LogoPlace {
  double x = 0;  ///< left
  double y = 0;  ///< middle
  double half = 0;
};

/// Returns how wide the shape is.
double draw_logo_shape(Pen& pen, int look, const LogoPlace& at, Colour colour) {
  Canvas& canvas = pen.canvas();
  const double middle = at.x + at.half;
  switch (look) {
    case 0:
      canvas.disc(middle, at.y, at.half, colour);
      canvas.disc(middle + at.half * 0.3, at.y - at.half * 0.2, at.half * 0.55, pen.plan().palette.ground);
      return 2.4 * at.half;
    case 1:
      canvas.triangle({at.x, at.y + at.half, middle, at.y - at.half, middle + at.half, at.y + at.half}, colour);
      return 2.4 * at.half;
    case 2:
      for (int i = 0; i < 3; ++i) {
        canvas.fill({static_cast<int>(at.x + i * at.half * 0.7), static_cast<int>(at.y - at.half + i * at.half * 0.5),
                     std::max(2, static_cast<int>(at.half * 0.45)), static_cast<int>(2 * at.half - i * at.half * 0.5)},
                    colour);
      }
      return 2.4 * at.half;
    case 3:
      canvas.ring(middle, at.y, at.half * 0.85, at.half * 0.3, colour);
      canvas.ring(middle + at.half * 0.9, at.y, at.half * 0.85, at.half * 0.3, colour);
      return 3.3 * at.half;
    default:
      return 0;
  }
}

}  // namespace

void draw_orientation(Pen& pen, const std::string& brand) {
  const ScreenPlan& plan = pen.plan();
  const model::Sector& sector = plan.sectors[0];
  if (sector.kind == model::Sector::Kind::Whole) return;
  Random random(mix(plan.seed, 0x0e));
  const double half = std::max(3.0, plan.height / (55.0 + random.below(45)));
  const bool right = random.below(7) == 0;
  const model::Point corner = sector.corners[right ? 1 : 0];
  const double away = half * random.between(1.3, 2.6);
  double x = static_cast<double>(corner.x) / model::kPointsPerPixel + (right ? away : -away);
  double y = static_cast<double>(corner.y) / model::kPointsPerPixel + half * random.between(-0.6, 0.6);
  if (!sector.is_fan() && random.below(2) == 0) {
    x += (right ? -1 : 1) * (away + 2 * half);
    y = static_cast<double>(corner.y) / model::kPointsPerPixel - half * 1.5;
  }
  const int look = random.below(6);
  const model::Region& visible = sector.visible;
  y = std::max(y, visible.y + (sector.is_fan() ? half : -2 * half));
  const auto reach = static_cast<int>(half * 1.4) + 1;
  const model::Region room = {static_cast<int>(x) - reach, static_cast<int>(y) - reach, 2 * reach, 2 * reach};
  if (!pen.is_free(room) || (pen.touches_sector(room) && !plan.over_sector)) return;
  pen.begin(Drawn::Role::Marker);
  draw_mark(pen, look, x, y, half, brand.substr(0, 1));
  pen.end();
}

void draw_m_line(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  const model::Sector& sector = plan.sectors[0];
  if (plan.kind != ScreenKind::MMode || sector.kind == model::Sector::Kind::Whole) return;
  Random random(mix(plan.seed, 0x311));
  const Colour colour = random.below(2) == 0 ? plan.palette.accent : Colour{230, 230, 230};
  const double step = random.between(0.02, 0.05);
  pen.begin(Drawn::Role::Marker);
  for (double depth = 0.01; depth + step / 2 < 1; depth += step) {
    const auto [from_x, from_y] = position(sector, {0.5, depth});
    const auto [to_x, to_y] = position(sector, {0.5, depth + step / 2});
    pen.canvas().line(from_x, from_y, to_x, to_y, 1.1, colour);
  }
  pen.end();
}

void draw_logo(Pen& pen, const LayoutSlot& slot, const std::string& brand) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0x106));
  TextStyle style = pen.style(slot.size_percent);
  style.dots = false;
  style.bold = true;
  style.width_percent = 90 + random.below(50);
  const int cap = style.cap_px;
  const int shape = random.below(6);
  const bool word = shape > 3 || random.below(4) != 0;
  const double half = cap * random.between(0.6, 1.1);
  const int width = static_cast<int>(3.5 * half) + (word ? text_width(style, brand) : 0);
  int x = plan.width * slot.at[0] / 1000;
  if (slot.flow == LayoutSlot::Flow::Left) x -= width;
  const int y = plan.height * slot.at[1] / 1000;
  const model::Region room = {x, y, width, static_cast<int>(2.2 * half) + 1};
  if (!pen.is_free(room) || pen.touches_sector(room)) return;
  const Colour ink = plan.palette.light     ? Colour{20, 60, 130}
                     : random.below(2) == 0 ? plan.palette.accent
                                            : Colour{235, 235, 235};
  pen.begin(Drawn::Role::Logo);
  if (shape == 5) {
    pen.canvas().fill({x, y, text_width(style, brand) + cap, cap * 2},
                      plan.palette.light ? Colour{220, 226, 236} : plan.palette.band);
    pen.canvas().frame({x, y, text_width(style, brand) + cap, cap * 2}, 1, ink);
    write_text(pen.canvas(), x + cap / 2, y + cap / 2, style, brand, ink);
  } else {
    const double used = draw_logo_shape(pen, shape, {static_cast<double>(x), y + half, half},
                                        plan.palette.light ? ink : plan.palette.accent);
    if (word)
      write_text(pen.canvas(), x + static_cast<int>(used), y + static_cast<int>(half - cap / 2.0), style, brand, ink);
  }
  pen.end(word ? brand : std::string(), word ? cap : 0);
}

void draw_pointer(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0xc5));
  if (random.below(9) != 0) return;
  const double size = std::max(10.0, plan.height / 40.0);
  const double x = random.between(0.05, 0.9) * plan.width;
  const double y = random.between(0.05, 0.9) * plan.height;
  pen.begin(Drawn::Role::Marker);
  for (const bool edge : {true, false}) {
    const Colour colour = edge ? Colour{10, 10, 10} : Colour{250, 250, 250};
    const double grow = edge ? 1.5 : 0;
    pen.canvas().triangle(
        {x - grow, y - 2 * grow, x - grow, y + size + 1.5 * grow, x + size * 0.72 + 2 * grow, y + size * 0.7 + grow},
        colour);
    pen.canvas().line(x + size * 0.3, y + size * 0.6, x + size * 0.52, y + size * 1.15, size * 0.16 + 2 * grow, colour);
  }
  pen.end();
}

}  // namespace phantom
