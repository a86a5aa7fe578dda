#include "base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
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

// Runs in the child between fork and exec: only system calls are safe.
[[noreturn]] void become(const char* program, char* const* arguments, int socket, int parent, int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  // Only the parent receives Ctrl-C from the terminal; it then ends its workers.
  ::setpgid(0, 0);
  if (socket == kChannelDescriptor) {
    ::fcntl(socket, F_SETFD, 0);
  } else {
    ::dup2(socket, kChannelDescriptor);
  }
  ::execv(program, arguments);
  const int error = errno;
  if (::write(report, &error, sizeof error) < 0) ::_exit(126);
  ::_exit(127);
}

}  // namespace

std::string Exit::text() const {
  return signal != 0 ? fmt::format("signal {} ({})", signal, ::strsignal(signal)) : fmt::format("exit code {}", code);
}

ChildProcess ChildProcess::start(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  auto [ours, theirs] = make_channel();
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) throw_errno("cannot make", "pipe");
  Descriptor report_read(pipe_ends[0]);
  Descriptor report_write(pipe_ends[1]);
  // The report pipe must not be on the descriptor of the channel.
  if (report_write.get() == kChannelDescriptor) report_write = Descriptor(::fcntl(3, F_DUPFD_CLOEXEC, 10));
  const std::string name = program.string();
  const std::vector<char*> vector = argument_vector(name, arguments);
  const int parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot start", name);
  if (pid == 0) become(name.c_str(), vector.data(), theirs.descriptor(), parent, report_write.get());
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

Exit ChildProcess::wait() {
  int status = 0;
  while (pid_ > 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
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
