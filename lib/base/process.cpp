#include "base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace base {
namespace {

constexpr int kChannelDescriptor = 3;

std::vector<char*> argument_vector(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<char*> result;
  result.push_back(const_cast<char*>(program.c_str()));
  for (const std::string& argument : arguments) result.push_back(const_cast<char*>(argument.c_str()));
  result.push_back(nullptr);
  return result;
}

std::vector<char*> environment() {
  std::vector<char*> result;
#ifdef SONOSET_INSTRUMENTED
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view text = *each;
    for (const std::string_view kept : {"ASAN_", "UBSAN_", "LSAN_", "GCOV_", "LLVM_"}) {
      if (text.starts_with(kept)) result.push_back(*each);
    }
  }
#endif
  result.push_back(nullptr);
  return result;
}

struct Started {
  const char* program;
  char* const* arguments;
  char* const* environment;
  int parent;
};

[[noreturn]] void report_errno(int report) {
  const int error = errno;
  if (::write(report, &error, sizeof error) < 0) ::_exit(126);
  ::_exit(127);
}

void close_at_exec(int first) {
  if (::close_range(static_cast<unsigned>(first), ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  // Linux before 5.11.
  constexpr long kMost = 1 << 16;
  const long open_max = ::sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < (open_max > 0 ? std::min(open_max, kMost) : kMost); ++fd) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

// Runs in the child between fork and exec: only system calls are safe.
[[noreturn]] void become(const Started& started, int socket, int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != started.parent) ::_exit(127);
  // Only the parent receives Ctrl-C from the terminal; it then ends its workers.
  ::setpgid(0, 0);
  // Out of the way of 0 to 3, which the parent may have closed.
  report = ::fcntl(report, F_DUPFD_CLOEXEC, 10);
  socket = ::fcntl(socket, F_DUPFD_CLOEXEC, 10);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (socket < 0 || null < 0) report_errno(report);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
#ifdef SONOSET_INSTRUMENTED
    if (standard == STDERR_FILENO) continue;
#endif
    // With dup2 to itself a descriptor stays close-on-exec.
    if (standard == null ? ::fcntl(null, F_SETFD, 0) < 0 : ::dup2(null, standard) < 0) report_errno(report);
  }
  if (::dup2(socket, kChannelDescriptor) < 0) report_errno(report);
  close_at_exec(kChannelDescriptor + 1);
  ::execve(started.program, started.arguments, started.environment);
  report_errno(report);
}

}  // namespace

std::string Exit::text() const {
  return signal != 0 ? fmt::format("signal {} ({})", signal, ::strsignal(signal)) : fmt::format("exit code {}", code);
}

std::optional<Exit> wait_for_exit(int pid, int flags) {
  int status = 0;
  pid_t got = 0;
  while ((got = ::waitpid(pid, &status, flags)) < 0 && errno == EINTR) {
  }
  if (got == 0) return std::nullopt;
  return WIFSIGNALED(status) ? Exit{0, WTERMSIG(status)} : Exit{WEXITSTATUS(status), 0};
}

ChildProcess ChildProcess::start(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  auto [ours, theirs] = make_channel();
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) throw_errno("cannot make", "pipe");
  Descriptor report_read(pipe_ends[0]);
  Descriptor report_write(pipe_ends[1]);
  const std::string name = program.string();
  const std::vector<char*> vector = argument_vector(name, arguments);
  const std::vector<char*> variables = environment();
  const Started started{name.c_str(), vector.data(), variables.data(), ::getpid()};
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot start", name);
  if (pid == 0) become(started, theirs.descriptor(), report_write.get());
  ChildProcess child(pid, std::move(ours));
  report_write.reset();
  int error = 0;
  ssize_t n = 0;
  while ((n = ::read(report_read.get(), &error, sizeof error)) < 0 && errno == EINTR) {
  }
  if (n == sizeof error) {
    errno = error;
    throw_errno("cannot start", name);
  }
  return child;
}

ChildProcess::~ChildProcess() {
  if (pid_ <= 0) return;
  kill();
  wait();
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), channel_(std::move(other.channel_)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    if (pid_ > 0) {
      kill();
      wait();
    }
    pid_ = std::exchange(other.pid_, -1);
    channel_ = std::move(other.channel_);
  }
  return *this;
}

void ChildProcess::kill() {
  if (pid_ <= 0) return;
  // Also its process group, that is, its own children. The group may not exist yet.
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
}

std::optional<Exit> ChildProcess::reap(int flags) {
  if (pid_ <= 0) return Exit{};
  const auto exit = wait_for_exit(pid_, flags);
  if (exit) pid_ = -1;
  return exit;
}

Exit ChildProcess::wait() { return reap(0).value_or(Exit{}); }

std::optional<Exit> ChildProcess::wait_for(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  for (;;) {
    if (const auto exit = reap(WNOHANG)) return exit;
    if (std::chrono::steady_clock::now() >= until) return std::nullopt;
    ::poll(nullptr, 0, 5);
  }
}

std::filesystem::path own_path() {
  std::error_code error;
  std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) throw Error(Code::Io, "cannot find the path of this program: " + error.message());
  return path;
}

void replace_process(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  const std::string name = program.string();
  const std::vector<char*> vector = argument_vector(name, arguments);
  ::execv(name.c_str(), vector.data());
  throw_errno("cannot start", name);
}

}  // namespace base
