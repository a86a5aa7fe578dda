#pragma once

#include <cstdio>
#include <string_view>

namespace worker {

/// Prints a line, or several, escaped (base::printable_lines).
void say(std::FILE* stream, std::string_view lines);

}  // namespace worker
