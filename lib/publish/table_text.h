#pragma once

#include <string>
#include <string_view>

#include "catalog/table.h"

namespace publish {

/// Text for a terminal: aligned columns, numbers right-aligned, control characters and marks that change the direction
/// of text shown as \xNN and \uNNNN.
std::string to_text(const catalog::Table& table);
/// A text as to_text shows it, and its width in terminal columns.
std::string printable(std::string_view text);
int display_width(std::string_view text);

}  // namespace publish
