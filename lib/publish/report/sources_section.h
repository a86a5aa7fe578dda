#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// Sources, licences, terms and how to cite them.
ReportSection sources_section(const ReportData& data);

}  // namespace publish
