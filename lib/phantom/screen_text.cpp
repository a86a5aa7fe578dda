#include "phantom/screen_text.h"

#include <algorithm>
#include <cmath>

#include "phantom/exact_math.h"
#include "phantom/sector.h"

namespace phantom {
namespace {

using Flow = LayoutSlot::Flow;

/// Columns that start this far right end there.
constexpr int kRightColumn = 940;

void write_row(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words, Colour colour) {
  const TextStyle style = pen.style(slot.size_percent);
  const int gap = cap_height(style) * 3 / 2;
  const int y = pen.plan().height * slot.at[1] / 1000;
  int x = pen.plan().width * slot.at[0] / 1000;
  for (const ScreenWord& word : words) {
    const int width = text_width(style, shown_text(style, word.text));
    if (slot.flow == Flow::Left) x -= width;
    const bool written = pen.write(x, y, style, word, colour);
    if (slot.flow == Flow::Left) {
      x -= gap;
    } else if (written) {
      x += width + gap;
    }
  }
}

void write_column(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words, Colour colour) {
  const TextStyle style = pen.style(slot.size_percent);
  const int step = cap_height(style) * 8 / 5 + 1;
  const int x = pen.plan().width * slot.at[0] / 1000;
  int y = pen.plan().height * slot.at[1] / 1000;
  if (slot.flow == Flow::Up) y -= step * static_cast<int>(words.size());
  for (const ScreenWord& word : words) {
    const int width = text_width(style, shown_text(style, word.text));
    pen.write(slot.at[0] >= kRightColumn ? x - width : x, y, style, word, colour);
    y += step;
  }
}

std::pair<double, double> place_in_sector(Random& random, const model::Sector& sector) {
  const double line = random.between(0.25, 0.75);
  return position(sector, {line, random.between(0.2, 0.8)});
}

void draw_cross(Canvas& canvas, double x, double y, double reach, Colour colour) {
  canvas.line(x - reach, y, x + reach, y, 1.2, colour);
  canvas.line(x, y - reach, x, y + reach, 1.2, colour);
}

/// Two crosses and dots between them.
void draw_calipers(Pen& pen, Random& random) {
  const ScreenPlan& plan = pen.plan();
  const auto [from_x, from_y] = place_in_sector(random, plan.sectors[0]);
  const auto [to_x, to_y] = place_in_sector(random, plan.sectors[0]);
  const double reach = std::max(3.0, plan.text.cap_px * 0.4);
  const Colour colour = random.below(2) == 0 ? Colour{250, 230, 70} : Colour{240, 240, 240};
  pen.begin(Drawn::Role::Marker);
  draw_cross(pen.canvas(), from_x, from_y, reach, colour);
  draw_cross(pen.canvas(), to_x, to_y, reach, colour);
  const double length = std::sqrt((to_x - from_x) * (to_x - from_x) + (to_y - from_y) * (to_y - from_y));
  const int dots = static_cast<int>(length / 6);
  for (int i = 2; i + 1 < dots; ++i) {
    const double share = static_cast<double>(i) / dots;
    pen.canvas().disc(from_x + (to_x - from_x) * share, from_y + (to_y - from_y) * share, 0.8, colour);
  }
  pen.end();
}

}  // namespace

void write_block(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words, Colour colour) {
  if (slot.flow == Flow::Left || slot.flow == Flow::Right) {
    write_row(pen, slot, words, colour);
  } else {
    write_column(pen, slot, words, colour);
  }
}

void draw_buttons(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words) {
  const ScreenPlan& plan = pen.plan();
  const TextStyle style = pen.style(slot.size_percent);
  const int cap = cap_height(style);
  const int y = plan.height * slot.at[1] / 1000;
  int x = plan.width * slot.at[0] / 1000;
  const Colour edge = plan.palette.light ? Colour{120, 124, 130} : Colour{80, 84, 90};
  for (const ScreenWord& word : words) {
    const int width = text_width(style, shown_text(style, word.text)) + 2 * cap;
    const model::Region key = {x, y - cap * 3 / 4, width, cap * 5 / 2};
    if (!pen.is_free(key) || pen.touches_sector(key)) return;
    pen.begin(Drawn::Role::Frame, true);
    if (!plan.palette.light) pen.canvas().fill(key, plan.palette.band);
    pen.canvas().frame(key, 1, edge);
    pen.end();
    pen.write(x + cap, y, style, word, plan.palette.bright);
    x += width + cap;
  }
}

void draw_annotations(Pen& pen, const ScreenWords& words) {
  const ScreenPlan& plan = pen.plan();
  Random random(mix(plan.seed, 0xa11));
  if (random.below(5) == 0) {
    const auto [x, y] = place_in_sector(random, plan.sectors[0]);
    pen.write(static_cast<int>(x), static_cast<int>(y), pen.style(110), {words.note()}, {245, 235, 130}, true);
  }
  if (random.below(7) != 0) return;
  draw_calipers(pen, random);
  const TextStyle style = pen.style(100);
  const int step = cap_height(style) * 8 / 5;
  int y = plan.area.y + plan.area.height - 3 * step;
  for (const ScreenWord& word : words.measurements()) {
    pen.write(plan.area.x + plan.area.width / 50, y, style, word,
              plan.palette.light ? Colour{240, 240, 240} : plan.palette.bright, true);
    y += step;
  }
}

}  // namespace phantom
