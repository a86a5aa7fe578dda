#include "phantom/screen_parts.h"

#include <algorithm>
#include <cmath>

#include "phantom/exact_math.h"
#include "phantom/sector.h"

namespace phantom {
namespace {

Colour grey(int level) {
  const auto value = static_cast<std::uint8_t>(std::clamp(level, 0, 255));
  return {value, value, value};
}

/// Red and blue from the middle, as for flow.
Colour flow_colour(double place) {
  const double off = std::abs(2 * place - 1);
  const auto strong = static_cast<std::uint8_t>(60 + 195 * off);
  const auto weak = static_cast<std::uint8_t>(220 * off * off);
  return place < 0.5 ? Colour{strong, weak, 0} : Colour{0, weak, strong};
}

/// Height of an electrocardiogram at a phase of the beat, -0.3 to 1.
double beat(double phase) {
  return 0.14 * bell((phase - 0.18) / 0.035) - 0.12 * bell((phase - 0.30) / 0.012) + bell((phase - 0.33) / 0.014) -
         0.25 * bell((phase - 0.362) / 0.014) + 0.27 * bell((phase - 0.6) / 0.06);
}

/// A thin line just outside a sector.
void draw_outline(Pen& pen, const model::Sector& sector, Colour colour) {
  const model::Region bounds = sector.bounds();
  pen.begin(Drawn::Role::Frame, true);
  for (int y = bounds.y - 1; y <= bounds.y + bounds.height; ++y) {
    for (int x = bounds.x - 1; x <= bounds.x + bounds.width; ++x) {
      if (pen.in_sector(x, y)) continue;
      if (sector.contains(x - 1, y) || sector.contains(x + 1, y) || sector.contains(x, y - 1) ||
          sector.contains(x, y + 1)) {
        pen.canvas().paint(x, y, 255, colour);
      }
    }
  }
  pen.end();
}

void reserve_edges(Pen& pen, const model::Region& box) {
  pen.reserve({box.x, box.y, box.width, 1});
  pen.reserve({box.x, box.y + box.height - 1, box.width, 1});
  pen.reserve({box.x, box.y, 1, box.height});
  pen.reserve({box.x + box.width - 1, box.y, 1, box.height});
}

}  // namespace

void draw_window(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0x3d));
  if (plan.layout != nullptr && plan.layout->window) {
    const int margin = plan.width / 14;
    pen.begin(Drawn::Role::Frame, true);
    const model::Region dark = {plan.area.x - margin, plan.area.y - 6, plan.area.width + 2 * margin,
                                plan.area.height + 16};
    pen.fill_behind(dark, {});
    pen.canvas().frame(dark, 1, grey(90));
    pen.end();
    reserve_edges(pen, dark);
  } else if (plan.layout != nullptr && random.below(9) == 0) {
    const int margin = 4 + random.below(10);
    const model::Region box = {plan.area.x - margin, plan.area.y - margin, plan.area.width + 2 * margin,
                               plan.area.height + 2 * margin};
    pen.begin(Drawn::Role::Frame, true);
    pen.canvas().frame(box, 1, grey(70 + random.below(60)));
    pen.end();
    reserve_edges(pen, box);
  }
  if (random.below(12) != 0) return;
  const Colour colour = grey(60 + random.below(120));
  for (const model::Sector& sector : plan.sectors) draw_outline(pen, sector, colour);
}

void draw_band(Pen& pen, const LayoutSlot& slot) {
  const ScreenPlan& plan = pen.plan();
  const int x = plan.width * slot.at[0] / 1000;
  const int y = plan.height * slot.at[1] / 1000;
  pen.begin(Drawn::Role::Frame, true);
  pen.fill_behind({x, y, plan.width * slot.to[0] / 1000 - x, plan.height * slot.to[1] / 1000 - y}, plan.palette.band);
  pen.end();
}

void draw_bar(Pen& pen, const LayoutSlot& slot) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0xba));
  const bool colour = slot.block == Block::ColourBar;
  const int width = std::max(5, plan.width * (8 + random.below(10)) / 1000);
  const int height = plan.height * (14 + random.below(26)) / 100;
  const model::Region bar = {plan.width * slot.at[0] / 1000, plan.height * slot.at[1] / 1000, width, height};
  if (random.below(5) == 0 || !pen.is_free(bar) || pen.touches_sector(bar)) return;
  pen.begin(Drawn::Role::Bar);
  for (int i = 0; i < height; ++i) {
    const double place = static_cast<double>(i) / height;
    pen.canvas().fill({bar.x, bar.y + i, width, 1},
                      colour ? flow_colour(place) : grey(255 - static_cast<int>(255 * place)));
  }
  if (random.below(2) == 0) pen.canvas().frame(bar, 1, grey(140));
  pen.end();
}

void draw_thumbnails(Pen& pen, const LayoutSlot& slot) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0x7b));
  const int width = plan.width * 13 / 100;
  const int height = width * 3 / 4;
  const int x = plan.width * slot.at[0] / 1000;
  int y = plan.height * slot.at[1] / 1000;
  for (int left = 2 + random.below(4); left > 0; --left, y += height + 6) {
    const model::Region box = {x, y, width, height};
    if (!pen.is_free(box) || pen.touches_sector(box)) return;
    const model::Sector fan =
        model::make_fan({x + width / 2.0, y - height * 0.1}, {height * 0.3, height * 1.02}, {-0.55, 0.55}, box);
    pen.begin(Drawn::Role::Frame);
    pen.canvas().fill(box, {});
    for (int py = y; py < y + height; ++py) {
      for (int px = x; px < x + width; ++px) {
        if (fan.contains(px, py))
          pen.canvas().paint(px, py, 255, grey(30 + random.below(50) + 60 * (y + height - py) / height));
      }
    }
    pen.canvas().frame(box, 1, grey(120));
    pen.end();
  }
}

void draw_gain_curve(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0x7c));
  if (random.below(9) != 0) return;
  const model::Region bounds = plan.sectors[0].bounds();
  const int room = plan.width / 30;
  int x = bounds.x + bounds.width + 8;
  while (x < plan.width - room && !pen.is_free({x, bounds.y, room, bounds.height})) x += 6;
  if (x >= plan.width - room) return;
  pen.begin(Drawn::Role::Trace);
  double last = x + room / 2.0;
  for (int i = 1; i <= 8; ++i) {
    const double next = x + room * random.between(0.2, 0.9);
    const double step = bounds.height / 8.0;
    pen.canvas().line(last, bounds.y + (i - 1) * step, next, bounds.y + i * step - 1, 1, grey(150));
    last = next;
  }
  pen.end();
}

int draw_ecg(Pen& pen) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0xec9));
  if (random.below(4) == 0) return 0;
  const int height = plan.height / 14;
  const model::Region room = {plan.area.x, plan.area.y + plan.area.height + 4, plan.area.width, height};
  if (!pen.is_free(room) || pen.touches_sector(room)) return 0;
  const double period = plan.area.width / random.between(3, 7);
  const double start = random.between(0, 1);
  const Colour colour = random.below(3) == 0 ? Colour{240, 220, 70} : Colour{60, 230, 90};
  pen.begin(Drawn::Role::Trace);
  const auto height_of = [&](int x) {
    const double phase = x / period + start;
    return room.y + height * (0.72 - 0.62 * beat(phase - std::floor(phase)));
  };
  for (int x = 0; x + 1 < room.width; ++x) {
    pen.canvas().line(room.x + x + 0.5, height_of(x), room.x + x + 1.5, height_of(x + 1), 1.3, colour);
  }
  return pen.end();
}

}  // namespace phantom
