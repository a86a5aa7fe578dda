#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// How far a label could be guessed from what is not in the pictures: source, format, size.
ReportSection shortcuts_section(const ReportData& data);

}  // namespace publish
