#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// A few small pictures of each class, of clips whose licence permits it.
/// Throws InvalidInput for a policy that cannot be parsed.
ReportSection pictures_section(const ReportData& data);

}  // namespace publish
