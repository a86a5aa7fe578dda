#pragma once

#include <string>

#include "phantom/pen.h"

namespace phantom {

// Parts without room are left out.

/// The mark for the side of the probe.
void draw_orientation(Pen& pen, const std::string& brand);
/// The dotted line of an M-mode in its sector.
void draw_m_line(Pen& pen);
/// A shape, the name of the maker, or both.
void draw_logo(Pen& pen, const LayoutSlot& slot, const std::string& brand);
/// The mouse pointer.
void draw_pointer(Pen& pen);

}  // namespace phantom
