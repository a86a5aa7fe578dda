#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// The folds of the split, what was compared for leaks and what was not.
ReportSection split_section(const ReportData& data);

}  // namespace publish
