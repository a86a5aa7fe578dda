#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// What checks noticed, and what to do about it.
ReportSection findings_section(const ReportData& data);

}  // namespace publish
