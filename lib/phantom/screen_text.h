#pragma once

#include "phantom/pen.h"
#include "phantom/screen_words.h"

namespace phantom {

/// The texts of a layout's block, from its place in its direction.
void write_block(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words, Colour colour);
/// Keys of a touch screen in a row, with frames.
void draw_buttons(Pen& pen, const LayoutSlot& slot, const std::vector<ScreenWord>& words);
/// What an examiner adds: a note, calipers and their results.
void draw_annotations(Pen& pen, const ScreenWords& words);

}  // namespace phantom
