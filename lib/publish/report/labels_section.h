#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// Labels in effect: of the axis by value, source and probe; of the other axes; contradictions.
ReportSection labels_section(const ReportData& data);

}  // namespace publish
