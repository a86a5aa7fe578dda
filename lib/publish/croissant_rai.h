#pragma once

#include <map>
#include <string>
#include <vector>

#include "publish/export_notes.h"
#include "publish/selection.h"

namespace publish {

/// The keys of Croissant RAI 1.0 (http://mlcommons.org/croissant/RAI/1.0), without their prefix, that follow from what
/// the catalog has. They say what was not looked at, and nothing that nobody recorded.
std::map<std::string, std::vector<std::string>> responsible_ai(const Selection& selection, const Sources& sources);

}  // namespace publish
