#pragma once

#include <string_view>

namespace curate {

/// Whether a plain text has a date with a day or month and a year: 2020-03-12, 12.03.20, 3/12/2020, 12 MAR 2020,
/// March 12, 2020, 20200312, Oct 2020. Names of months in English, German, French, Spanish and Italian.
bool has_date(std::string_view plain);

}  // namespace curate
