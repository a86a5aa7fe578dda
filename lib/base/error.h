#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// The kind of error; the message has the details.
enum class Code { NotFound, Corrupt, Unsupported, InvalidInput, Denied, Io };

std::string_view to_string(Code code);

/// The only exception type of the project, for work that cannot be done. Expected outcomes are values, programming
/// errors asserts. The message names the path or id and includes the library's message if there is one. It is one line:
/// a line feed or a zero byte in a name becomes "\x0a" or "\x00"; `more` are lines of their own, so that no name can
/// look like one.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& message, const std::vector<std::string>& more = {});
  Code code() const { return code_; }

 private:
  Code code_;
};

/// What to do about a system error, such as "; free some disk space and run the same command again"; may be empty.
std::string_view next_step(int error_number);

/// Throws Io, NotFound or Denied from errno: "what 'path': No such file or directory", and the next step.
[[noreturn]] void throw_errno(const std::string& what, const std::string& path);

}  // namespace base
