#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// The last figures of `baseline train` and the verdicts of `baseline audit`, from the files that they left.
ReportSection runs_section(const ReportData& data);

}  // namespace publish
