#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// What the dataset is: its size, manifests, what is not imported.
ReportSection overview_section(const ReportData& data);

}  // namespace publish
