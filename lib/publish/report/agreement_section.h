#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// How far annotators agree, on the axes on which several labelled the same clips.
ReportSection agreement_section(const ReportData& data);

}  // namespace publish
