#include "base/error.h"

#include <cerrno>
#include <cstring>

#include "base/names.h"

namespace base {
namespace {

constexpr auto kCodeNames = base::names<Code>({{Code::NotFound, "not-found"},
                                               {Code::Corrupt, "corrupt"},
                                               {Code::Unsupported, "unsupported"},
                                               {Code::InvalidInput, "invalid-input"},
                                               {Code::Denied, "denied"},
                                               {Code::Io, "io"}});

// Without line feeds, and without zero bytes, which would end what().
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '\n' || c == '\0') {
      line += c == '\n' ? "\\x0a" : "\\x00";
    } else {
      line += c;
    }
  }
  return line;
}

std::string error_lines(const std::string& message, const std::vector<std::string>& more) {
  std::string text = one_line(message);
  for (const std::string& line : more) text += "\n" + one_line(line);
  return text;
}

}  // namespace

Error::Error(Code code, const std::string& message, const std::vector<std::string>& more)
    : std::runtime_error(error_lines(message, more)), code_(code) {}

std::string_view to_string(Code code) { return base::name_of(kCodeNames, code); }

std::string_view next_step(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "; free some disk space and run the same command again";
    case EACCES:
    case EPERM:
      return "; check the permissions of the file and its folder";
    case EROFS:
      return "; use a folder on a writable disk";
    case EIO:
      return "; check the disk";
    case EMFILE:
    case ENFILE:
      return "; raise the open file limit (ulimit -n), or lower --jobs";
    default:
      return "";
  }
}

void throw_errno(const std::string& what, const std::string& path) {
  const int error = errno;
  const Code code = error == ENOENT                                       ? Code::NotFound
                    : error == EACCES || error == EPERM || error == EROFS ? Code::Denied
                                                                          : Code::Io;
  throw Error(code, what + " '" + path + "': " + std::strerror(error) + std::string(next_step(error)));
}

}  // namespace base
