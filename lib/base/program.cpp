#include "base/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/file.h"

namespace base {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{200};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make", "pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// Runs in the child between fork and exec: only system calls are safe.
[[noreturn]] void become(const char* program, char* const* arguments, int out, int err, int parent,
                         std::int64_t max_file_bytes) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setpgid(0, 0);
  const rlim_t most = static_cast<rlim_t>(max_file_bytes);
  const rlimit files{most, most};
  ::setrlimit(RLIMIT_FSIZE, &files);
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::execv(program, arguments);
  ::_exit(127);
}

// False at the end of the stream.
bool read_some(const Descriptor& from, std::string& to, std::size_t most) {
  char buffer[4096];
  const ssize_t n = ::read(from.get(), buffer, sizeof buffer);
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  const std::size_t room = most - std::min(most, to.size());
  to.append(buffer, std::min(room, static_cast<std::size_t>(n)));
  return n > 0;
}

/// Kills the child's process group in the destructor.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}
  ~Running() {
    if (pid_ > 0) end();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  Exit end() {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    return wait(0).value_or(Exit{});
  }
  std::optional<Exit> wait(int flags) {
    int status = 0;
    pid_t got = 0;
    while ((got = ::waitpid(pid_, &status, flags)) < 0 && errno == EINTR) {
    }
    if (got == 0) return std::nullopt;
    // Also children that are still running.
    ::kill(-pid_, SIGKILL);
    pid_ = -1;
    return WIFSIGNALED(status) ? Exit{0, WTERMSIG(status)} : Exit{WEXITSTATUS(status), 0};
  }

 private:
  pid_t pid_;
};

}  // namespace

std::optional<fs::path> find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const fs::path file = fs::path(rest.substr(0, colon)) / name;
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    // Skip empty and relative parts, which depend on the current folder.
    std::error_code error;
    if (file.is_absolute() && fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

ProgramResult run_program(const fs::path& program, const std::vector<std::string>& arguments,
                          const ProgramLimits& limits) {
  if (::access(program.c_str(), X_OK) != 0) throw_errno("cannot start", program);
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  const std::string name = program.string();
  std::vector<char*> vector{const_cast<char*>(name.c_str())};
  for (const std::string& argument : arguments) vector.push_back(const_cast<char*>(argument.c_str()));
  vector.push_back(nullptr);
  const int parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot start", name);
  if (pid == 0) {
    become(name.c_str(), vector.data(), out.write.get(), err.write.get(), parent, limits.max_file_bytes);
  }
  Running running(pid);
  out.write.reset();
  err.write.reset();
  ProgramResult result;
  const auto deadline = Clock::now() + limits.time;
  for (;;) {
    pollfd entries[2] = {{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}};
    ::poll(entries, 2, static_cast<int>(kLook.count()));
    if (entries[0].revents != 0 && !read_some(out.read, result.out, limits.max_output)) out.read.reset();
    if (entries[1].revents != 0 && !read_some(err.read, result.err, limits.max_output)) err.read.reset();
    const bool open = out.read || err.read;
    if (!open) {
      // It may still run after closing its streams.
      if (const auto exit = running.wait(WNOHANG)) {
        result.exit = *exit;
        return result;
      }
      ::poll(nullptr, 0, 10);
    }
    const bool late = Clock::now() >= deadline;
    if (!late && !limits.stop()) continue;
    result.end = late ? ProgramResult::End::Time : ProgramResult::End::Stop;
    result.exit = running.end();
    return result;
  }
}

}  // namespace base
