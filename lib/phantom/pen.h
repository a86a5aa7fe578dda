#pragma once

#include <string>
#include <vector>

#include "phantom/canvas_text.h"
#include "phantom/screen_plan.h"
#include "phantom/screen_truth.h"
#include "phantom/screen_words.h"

namespace phantom {

/// Draws a screen's things one after the other and records the truth about each.
class Pen {
 public:
  explicit Pen(const ScreenPlan& plan);

  const ScreenPlan& plan() const { return plan_; }
  Canvas& canvas() { return canvas_; }
  std::vector<Drawn>& drawn() { return drawn_; }

  /// What is drawn on the canvas until `end` is one thing. `ground`: others may be drawn over it.
  void begin(Drawn::Role role, bool ground = false);
  /// Records it, unless nothing was drawn. Returns its number for Canvas::owner.
  int end(const std::string& text = {}, int cap_px = 0, Meaning meaning = Meaning::Device);

  /// Fills a region except the sectors.
  void fill_behind(const model::Region& region, Colour colour);

  /// Whether nothing is there yet, with a margin, and it is inside the picture.
  bool is_free(const model::Region& region) const;
  /// Keeps later things away from a region.
  void reserve(const model::Region& region) { taken_.push_back(region); }
  bool in_sector(int x, int y) const;
  bool touches_sector(const model::Region& region) const;
  /// Writes a text and returns true if there is room. `anywhere`: it may cover a sector.
  bool write(int x, int y, const TextStyle& style, const ScreenWord& word, Colour colour, bool anywhere = false);
  /// The screen's style in another size.
  TextStyle style(int percent) const;

 private:
  bool is_clear(const model::Region& region) const;
  Drawn::Where where(const model::Region& box, int owner) const;

  const ScreenPlan& plan_;
  Canvas canvas_;
  std::vector<bool> in_sector_;  ///< of all pixels, row after row
  std::vector<Drawn> drawn_;
  std::vector<model::Region> taken_;
  Drawn::Role role_ = Drawn::Role::Text;
  bool ground_ = false;
};

}  // namespace phantom
