#include "base/error.h"

#include <cerrno>
#include <cstring>

namespace base {

std::string_view to_string(Code code) {
  switch (code) {
    case Code::NotFound:
      return "not-found";
    case Code::Corrupt:
      return "corrupt";
    case Code::Unsupported:
      return "unsupported";
    case Code::InvalidInput:
      return "invalid-input";
    case Code::Denied:
      return "denied";
    case Code::Io:
      return "io";
  }
  return "io";
}

void throw_errno(const std::string& what, const std::string& path) {
  const int error = errno;
  const Code code = error == ENOENT                                       ? Code::NotFound
                    : error == EACCES || error == EPERM || error == EROFS ? Code::Denied
                                                                          : Code::Io;
  throw Error(code, what + " '" + path + "': " + std::strerror(error));
}

}  // namespace base
