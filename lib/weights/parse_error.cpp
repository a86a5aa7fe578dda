#include "weights/parse_error.h"

#include <fmt/format.h>

namespace weights {

base::Error corrupt(const std::string& file, const std::string& what) {
  return {base::Code::Corrupt, fmt::format("'{}': {}; the file is damaged or no such file: fetch it again, or check "
                                           "which file was meant",
                                           file, what)};
}

base::Error unsupported(const std::string& file, const std::string& what) {
  return {base::Code::Unsupported, fmt::format("'{}': {}", file, what)};
}

}  // namespace weights
