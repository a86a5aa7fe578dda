#pragma once

#include "publish/report/document.h"
#include "publish/report/report_data.h"

namespace publish {

/// The dataset card: what the dataset is, where it is from, what its labels are and how far they can be trusted. The
/// same dataset gives the same report. Throws NotFound for an unknown split, InvalidInput for an unknown axis or
/// licence policy. Pictures that cannot be read are counted.
Report make_report(curate::Dataset& dataset, const ReportOptions& options);

}  // namespace publish
