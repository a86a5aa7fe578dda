#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// Which clips belong together and why, and what was not compared.
ReportSection links_section(const ReportData& data);

}  // namespace publish
