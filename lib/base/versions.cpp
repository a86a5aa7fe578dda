#include "base/versions.h"

#include <openssl/crypto.h>
#include <utf8proc.h>

namespace base {

std::string openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

std::string utf8proc_version_text() { return utf8proc_version(); }

}  // namespace base
