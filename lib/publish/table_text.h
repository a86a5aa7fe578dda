#pragma once

#include <string>
#include <string_view>

#include "catalog/table.h"

namespace publish {

/// For a terminal: aligned columns, numbers to the right, and nothing that a terminal would act on (control characters
/// and the marks that turn the direction of text are shown as \xNN and \uNNNN).
std::string to_text(const catalog::Table& table);
/// A text as to_text shows it, and how many columns of a terminal that takes.
std::string printable(std::string_view text);
int display_width(std::string_view text);

}  // namespace publish
