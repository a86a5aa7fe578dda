#pragma once

#include "model/region.h"

namespace vision {

class Evidence;

/// The part of a screen that a scanner draws pictures in, if a lighter surround sets it off; else what
/// is between bars at the top and at the bottom; else the whole picture.
model::Region find_panel(const Evidence& evidence);

}  // namespace vision
