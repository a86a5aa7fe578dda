#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace base {

/// What kind of thing went wrong; the message says the rest.
enum class Code { NotFound, Corrupt, Unsupported, InvalidInput, Denied, Io };

std::string_view to_string(Code code);

/// The one exception of the project: the work cannot be done. Expected outcomes are values, our own mistakes asserts.
/// The message names the path or id, and carries the library's own words where there are any.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& message) : std::runtime_error(message), code_(code) {}
  Code code() const { return code_; }

 private:
  Code code_;
};

/// What to do about an error of the system, as "; make room and run the same command again"; empty where that depends.
std::string_view next_step(int error_number);

/// An Io, NotFound or Denied error from errno: "what 'path': No such file or directory", and the next step.
[[noreturn]] void throw_errno(const std::string& what, const std::string& path);

}  // namespace base
