#pragma once

#include <string>

#include "publish/report/document.h"

namespace publish {

/// One self-contained HTML page with a table of contents, for screens of any width, in light and dark, and for paper.
std::string report_page(const Report& report);

}  // namespace publish
