#include "fetch/versions.h"

#include "base/error.h"
#include "fetch/curl.h"

namespace fetch {

std::string libcurl_version() {
  try {
    return curl().version_info(CURLVERSION_NOW)->version;
  } catch (const base::Error&) {
    return "not installed";
  }
}

}  // namespace fetch
