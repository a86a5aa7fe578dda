#pragma once

#include <string>

#include "publish/report/document.h"

namespace publish {

/// The report as a Hugging Face dataset card: Markdown with a YAML head. Texts of others are escaped, so that they are
/// text in both. Pictures are left out; charts are tables. Which files there are to load (`configs`) is left to
/// exports.
std::string report_card(const Report& report);

}  // namespace publish
