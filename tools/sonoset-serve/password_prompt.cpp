#include "password_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "base/error.h"
#include "say.h"

namespace {

using base::Code;
using base::Error;

/// Turns the terminal's echo off.
class Silence {
 public:
  Silence() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
};

std::string line_of_stdin() {
  std::string line;
  if (!std::getline(std::cin, line)) throw Error(Code::InvalidInput, "no password was given");
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

std::string ask_password(const std::string& name) {
  if (::isatty(STDIN_FILENO) == 0) {
    throw Error(Code::InvalidInput, "there is no terminal to ask for a password; use --invite or --password-stdin");
  }
  const Silence silence;
  say(stderr, "Password for {}: ", name);
  std::string password = line_of_stdin();
  say(stderr, "\nThe same again: ");
  const std::string again = line_of_stdin();
  say(stderr, "\n");
  if (password != again) throw Error(Code::InvalidInput, "the passwords differ; nothing was changed");
  return password;
}

std::string read_password() { return line_of_stdin(); }
