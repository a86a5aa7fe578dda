#include "phantom/screen_frame.h"

#include <algorithm>

#include "image/luma.h"
#include "phantom/exact_math.h"
#include "phantom/pen.h"
#include "phantom/screen_marks.h"
#include "phantom/screen_parts.h"
#include "phantom/screen_rulers.h"
#include "phantom/screen_text.h"
#include "phantom/screen_words.h"

namespace phantom {
namespace {

constexpr std::int64_t kSweepUs = 3'200'000;  // of an ECG

model::Picture make_ground(const ScreenPlan& plan) {
  model::Picture picture(plan.width, plan.height, 3);
  const Colour ground = plan.bare ? Colour{} : plan.palette.ground;
  fill(picture, {0, 0, plan.width, plan.height}, ground);
  Random random(mix(plan.seed, 0x6d));
  // Analogue inputs of frame grabbers.
  if (plan.bare || random.below(8) != 0) return picture;
  for (int y = 0; y < plan.height; ++y) {
    for (std::size_t i = 0; i < picture.row_bytes(); i += 3) {
      const int noise = random.below(5);
      for (std::size_t c = 0; c < 3; ++c) {
        picture.row(y)[i + c] = static_cast<std::uint8_t>(std::min(255, picture.row(y)[i + c] + noise));
      }
    }
  }
  return picture;
}

void draw_slot(Pen& pen, const LayoutSlot& slot, const ScreenWords& words) {
  const Palette& palette = pen.plan().palette;
  switch (slot.block) {
    case Block::Person:
      return write_block(pen, slot, words.person(), palette.bright);
    case Block::Hospital:
      return write_block(pen, slot, words.hospital(), palette.bright);
    case Block::Date:
      return write_block(pen, slot, words.date(), palette.bright);
    case Block::Safety:
      return write_block(pen, slot, words.safety(), palette.bright);
    case Block::Settings:
      return write_block(pen, slot, words.settings(), palette.dim);
    case Block::Preset:
      return write_block(pen, slot, words.preset(), palette.dim);
    case Block::Pulse:
      return write_block(pen, slot, words.pulse(), {70, 220, 90});
    case Block::Buttons:
      return draw_buttons(pen, slot, words.buttons());
    case Block::Brand:
      return draw_logo(pen, slot, words.brand());
    case Block::GreyBar:
    case Block::ColourBar:
      return draw_bar(pen, slot);
    case Block::Thumbnails:
      return draw_thumbnails(pen, slot);
    case Block::Band:
      return draw_band(pen, slot);
  }
}

/// Returns the owner of the ECG.
int draw_layout(Pen& pen, const ScreenWords& words) {
  const ScreenLayout& layout = *pen.plan().layout;
  draw_window(pen);
  draw_rulers(pen);
  draw_orientation(pen, words.brand());
  draw_m_line(pen);
  const int ecg = layout.heart ? draw_ecg(pen) : 0;
  for (int i = 0; i < layout.slot_count; ++i) draw_slot(pen, layout.slots[static_cast<std::size_t>(i)], words);
  draw_focus(pen);
  draw_gain_curve(pen);
  draw_annotations(pen, words);
  draw_pointer(pen);
  return ecg;
}

}  // namespace

ScreenFrame::ScreenFrame(const ScreenPlan& plan)
    : plan_(plan), canvas_(plan.width, plan.height), ground_(make_ground(plan)) {
  truth_.sector = plan_.sectors.front();
  truth_.others.assign(plan_.sectors.begin() + 1, plan_.sectors.end());
  truth_.depth_mm = plan_.depth_mm;
  const ScreenWords words(plan_.seed, plan_.depth_mm, plan_.layout != nullptr && plan_.layout->heart, plan_.named);
  Pen pen(plan_);
  if (plan_.layout != nullptr) {
    trace_owner_ = draw_layout(pen, words);
  } else if (!plan_.bare) {
    draw_rulers(pen);
    draw_annotations(pen, words);
  }
  truth_.drawn = pen.drawn();
  canvas_ = pen.canvas();
  canvas_.finish();
  if (trace_owner_ > 0) trace_ = truth_.drawn[static_cast<std::size_t>(trace_owner_ - 1)].overlay.box;
}

model::Picture ScreenFrame::finished(model::Picture picture, std::int64_t time_us) const {
  // The trace runs from left to right; a gap goes before its newest point.
  const auto newest = static_cast<int>((time_us % kSweepUs + kSweepUs) % kSweepUs * trace_.width / kSweepUs);
  const int from = trace_.x + newest;
  canvas_.blend_onto(picture, trace_owner_, from, from + std::max(4, trace_.width / 20));
  if (plan_.colour) return picture;
  model::Picture grey(picture.width, picture.height, 1);
  for (int y = 0; y < picture.height; ++y) {
    image::rgb_to_luma(picture.row(y), {grey.row(y), static_cast<std::size_t>(picture.width)});
  }
  return grey;
}

}  // namespace phantom
