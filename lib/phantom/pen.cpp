#include "phantom/pen.h"

#include <algorithm>

namespace phantom {
namespace {

model::Overlay::Kind kind_of(Drawn::Role role) {
  switch (role) {
    case Drawn::Role::Text:
      return model::Overlay::Kind::Text;
    case Drawn::Role::Ruler:
    case Drawn::Role::Bar:
      return model::Overlay::Kind::Ruler;
    case Drawn::Role::Logo:
      return model::Overlay::Kind::Logo;
    default:
      return model::Overlay::Kind::Marker;
  }
}

bool overlap(const model::Region& a, const model::Region& b, int margin) {
  return a.x < b.x + b.width + margin && b.x < a.x + a.width + margin && a.y < b.y + b.height + margin &&
         b.y < a.y + a.height + margin;
}

}  // namespace

Pen::Pen(const ScreenPlan& plan) : plan_(plan), canvas_(plan.width, plan.height) {
  in_sector_.reserve(static_cast<std::size_t>(plan.width) * static_cast<std::size_t>(plan.height));
  for (int y = 0; y < plan.height; ++y) {
    for (int x = 0; x < plan.width; ++x) in_sector_.push_back(plan.in_sector(x, y));
  }
}

bool Pen::in_sector(int x, int y) const {
  if (x < 0 || y < 0 || x >= plan_.width || y >= plan_.height) return false;
  return in_sector_[static_cast<std::size_t>(y) * plan_.width + x];
}

void Pen::begin(Drawn::Role role, bool ground) {
  role_ = role;
  ground_ = ground;
  canvas_.begin(static_cast<int>(drawn_.size()) + 1);
}

int Pen::end(const std::string& text, int cap_px, Meaning meaning) {
  const model::Region box = canvas_.painted();
  if (box.width == 0) return 0;
  const int owner = static_cast<int>(drawn_.size()) + 1;
  Drawn drawn;
  drawn.role = role_;
  drawn.overlay = {kind_of(role_), box};
  drawn.text = text;
  drawn.cap_px = cap_px;
  drawn.meaning = meaning;
  drawn.where = where(box, owner);
  drawn_.push_back(drawn);
  if (!ground_) taken_.push_back(box);
  return owner;
}

Drawn::Where Pen::where(const model::Region& box, int owner) const {
  bool inside = false;
  bool outside = false;
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      if (canvas_.owner(x, y) != owner) continue;
      (in_sector(x, y) ? inside : outside) = true;
    }
  }
  if (inside && outside) return Drawn::Where::Across;
  return inside ? Drawn::Where::Inside : Drawn::Where::Outside;
}

void Pen::fill_behind(const model::Region& region, Colour colour) {
  for (int y = region.y; y < region.y + region.height; ++y) {
    for (int x = region.x; x < region.x + region.width; ++x) {
      if (!in_sector(x, y)) canvas_.paint(x, y, 255, colour);
    }
  }
}

bool Pen::is_free(const model::Region& region) const {
  return region.fits(plan_.width, plan_.height) && is_clear(region);
}

bool Pen::is_clear(const model::Region& region) const {
  return std::ranges::none_of(taken_, [&](const model::Region& other) { return overlap(region, other, 3); });
}

bool Pen::touches_sector(const model::Region& region) const {
  for (int y = region.y; y < region.y + region.height; ++y) {
    for (int x = region.x; x < region.x + region.width; ++x) {
      if (in_sector(x, y)) return true;
    }
  }
  return false;
}

bool Pen::write(int x, int y, const TextStyle& style, const ScreenWord& word, Colour colour, bool anywhere) {
  const std::string text = shown_text(style, word.text);
  const int cap = cap_height(style);
  const model::Region room = {x, y, text_width(style, text), cap + cap / 4};
  // Neighbours stay apart by a letter.
  const model::Region apart = {x - cap / 2, y, room.width + cap, room.height};
  if (!room.fits(plan_.width, plan_.height) || !is_clear(apart) ||
      (!anywhere && !plan_.over_sector && touches_sector(room)))
    return false;
  begin(Drawn::Role::Text);
  write_text(canvas_, x, y, style, text, colour);
  end(text, cap, word.meaning);
  return true;
}

TextStyle Pen::style(int percent) const {
  TextStyle style = plan_.text;
  if (plan_.one_size || style.dots) return style;
  style.cap_px = std::clamp(style.cap_px * percent / 100, 8, 28);
  return style;
}

}  // namespace phantom
