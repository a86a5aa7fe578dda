#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "publish/formats/export_run.h"

namespace publish {

/// The names that a format gives to the parts of an export (ExportRun::parts), by part. Throws InvalidInput if two
/// parts get the same name, or one gets a name in `taken`.
std::map<std::string, std::string> part_names(const ExportRun& run,
                                              const std::function<std::string(const std::string& part)>& name_of,
                                              const std::set<std::string>& taken = {});

}  // namespace publish
