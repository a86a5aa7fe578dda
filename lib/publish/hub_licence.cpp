#include "publish/hub_licence.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace publish {
namespace {

// Most are SPDX ids in lower case.
constexpr const char* kKnownLicences[] = {"afl-3.0",
                                          "apache-2.0",
                                          "bsd-2-clause",
                                          "bsd-3-clause",
                                          "cc-by-2.0",
                                          "cc-by-2.5",
                                          "cc-by-3.0",
                                          "cc-by-4.0",
                                          "cc-by-nc-2.0",
                                          "cc-by-nc-3.0",
                                          "cc-by-nc-4.0",
                                          "cc-by-nc-nd-3.0",
                                          "cc-by-nc-nd-4.0",
                                          "cc-by-nc-sa-2.0",
                                          "cc-by-nc-sa-3.0",
                                          "cc-by-nc-sa-4.0",
                                          "cc-by-nd-4.0",
                                          "cc-by-sa-3.0",
                                          "cc-by-sa-4.0",
                                          "cc0-1.0",
                                          "gpl-3.0",
                                          "isc",
                                          "mit",
                                          "mpl-2.0",
                                          "odbl",
                                          "odc-by",
                                          "pddl",
                                          "unlicense",
                                          "zlib"};

}  // namespace

std::string hub_licence(const std::string& spdx) {
  if (spdx.empty()) return "unknown";
  std::string name = base::lower(spdx);
  for (const char* without_version : {"odbl", "odc-by", "pddl"}) {
    if (name == std::string(without_version) + "-1.0") name = without_version;
  }
  return std::ranges::find(kKnownLicences, name) == std::end(kKnownLicences) ? "other" : name;
}

}  // namespace publish
