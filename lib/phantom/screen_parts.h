#pragma once

#include <string>

#include "phantom/pen.h"

namespace phantom {

// What devices draw besides texts. Parts without room are left out.

/// A dark window in a light screen, frames and thin lines around the sectors.
void draw_window(Pen& pen);
void draw_band(Pen& pen, const LayoutSlot& slot);
/// Depth of the first sector; for some devices also its width.
void draw_rulers(Pen& pen);
/// Marks at the ruler for the depth of the focus.
void draw_focus(Pen& pen);
/// The mark for the side of the probe.
void draw_orientation(Pen& pen, const std::string& brand);
/// The dotted line of an M-mode in its sector.
void draw_m_line(Pen& pen);
void draw_bar(Pen& pen, const LayoutSlot& slot);
void draw_logo(Pen& pen, const LayoutSlot& slot, const std::string& brand);
void draw_thumbnails(Pen& pen, const LayoutSlot& slot);
/// The curve of the gain over depth.
void draw_gain_curve(Pen& pen);
/// Returns the owner of the trace, 0 if there is none.
int draw_ecg(Pen& pen);
/// The mouse pointer.
void draw_pointer(Pen& pen);

}  // namespace phantom
