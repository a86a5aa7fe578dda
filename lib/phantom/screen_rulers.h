#pragma once

#include "phantom/pen.h"

namespace phantom {

// Parts without room are left out.

/// Depth of the first sector; for some devices also its width.
void draw_rulers(Pen& pen);
/// Marks at the ruler for the depth of the focus.
void draw_focus(Pen& pen);

}  // namespace phantom
