#pragma once

#include <string_view>
#include <vector>

#include "publish/formats/export_format.h"

namespace publish {

/// Every format there is.
const std::vector<const ExportFormat*>& export_formats();

/// The one of this name; null: there is none.
const ExportFormat* find_export_format(std::string_view name);

}  // namespace publish
