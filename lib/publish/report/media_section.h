#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// Formats, sizes, rates and durations of the clips; frames per clip.
ReportSection media_section(const ReportData& data);

}  // namespace publish
