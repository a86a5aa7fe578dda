#include "weights/parse_error.h"

#include <fmt/format.h>

namespace weights {

base::Error corrupt(const std::string& file, const std::string& what) {
  return {base::Code::Corrupt,
          fmt::format("'{}': {}; the file is damaged or of another format: fetch it again, or check "
                      "its name",
                      file, what)};
}

base::Error unsupported(const std::string& file, const std::string& what) {
  return {base::Code::Unsupported, fmt::format("'{}': {}", file, what)};
}

}  // namespace weights
