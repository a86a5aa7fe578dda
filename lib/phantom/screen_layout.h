#pragma once

#include <array>
#include <span>
#include <string_view>

namespace phantom {

/// A group of texts or another part of a screen.
enum class Block {
  Person,
  Hospital,
  Date,
  Safety,
  Settings,
  Preset,
  Buttons,
  Brand,  ///< logo with the maker's name
  GreyBar,
  ColourBar,
  Pulse,
  Thumbnails,
  Band  ///< an area in the device's colour behind what follows; `to` is its other corner
};

/// Where a block is and how it grows from there.
struct LayoutSlot {
  enum class Flow { Down, Right, Left, Up };
  Block block;
  std::array<int, 2> at;  ///< in thousandths of the picture
  Flow flow = Flow::Right;
  int size_percent = 100;  ///< of the screen's text size
  std::array<int, 2> to{};
};

/// The screens of one invented maker.
struct ScreenLayout {
  enum class Shape { Wide, Tall };
  enum class Ruler { RightMargin, LeftMargin, RightEdge, LeftEdge, Bottom };
  std::string_view name;
  Shape shape;
  std::array<int, 4> area;  ///< for the sectors, in thousandths of the picture: left, top, right, bottom
  Ruler ruler;
  bool numbers;  ///< at the ruler
  bool window;   ///< light, with a dark window for the sectors
  bool heart;    ///< with an ECG
  std::array<LayoutSlot, 12> slots;
  int slot_count;
};

/// All layouts. A slot without place in a picture of few pixels is left out.
std::span<const ScreenLayout> screen_layouts();

}  // namespace phantom
