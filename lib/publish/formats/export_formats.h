#pragma once

#include <string_view>
#include <vector>

#include "publish/formats/export_format.h"

namespace publish {

/// All formats.
const std::vector<const ExportFormat*>& export_formats();

/// The format of this name, or null.
const ExportFormat* find_export_format(std::string_view name);

}  // namespace publish
