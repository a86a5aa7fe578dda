#pragma once

#include "phantom/pen.h"

namespace phantom {

// What devices draw besides texts. Parts without room are left out.

/// A dark window in a light screen, frames and thin lines around the sectors.
void draw_window(Pen& pen);
void draw_band(Pen& pen, const LayoutSlot& slot);
void draw_bar(Pen& pen, const LayoutSlot& slot);
void draw_thumbnails(Pen& pen, const LayoutSlot& slot);
/// The curve of the gain over depth.
void draw_gain_curve(Pen& pen);
/// Returns the owner of the trace, 0 if there is none.
int draw_ecg(Pen& pen);

}  // namespace phantom
