#include "base/process_tree.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>

namespace base {
namespace {

constexpr int kLookMs = 10;
constexpr int kKillMs = 2;
constexpr int kMaxRounds = 2500;  // a set-uid program cannot be killed

void close_from(unsigned first) { ::syscall(SYS_close_range, first, ~0U, 0); }

void limit(__rlimit_resource what, rlim_t most) {
  const rlimit value{most, most};
  ::setrlimit(what, &value);
}

[[noreturn]] void become(const TreeStart& start, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setpgid(0, 0);
  limit(RLIMIT_FSIZE, static_cast<rlim_t>(start.max_file_bytes));
  ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  ::dup2(start.out, STDOUT_FILENO);
  ::dup2(start.err, STDERR_FILENO);
  close_from(3);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::chdir(start.folder) == 0) ::execve(start.program, start.arguments, start.environment);
  ::_exit(127);
}

// /proc lists them as "12 345 ", so that a number without a space after it may be cut off.
void kill_children() {
  char text[4096];
  const int file = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  const ssize_t size = ::read(file, text, sizeof text);
  ::close(file);
  pid_t pid = 0;
  for (ssize_t i = 0; i < size; ++i) {
    if (text[i] >= '0' && text[i] <= '9') {
      pid = pid * 10 + (text[i] - '0');
    } else {
      if (pid > 1) ::kill(pid, SIGKILL);
      pid = 0;
    }
  }
}

// The children of a killed process become ours, until none is left.
void kill_descendants(pid_t program) {
  ::kill(-program, SIGKILL);
  for (int round = 0; round < kMaxRounds; ++round) {
    kill_children();
    pid_t ended = 0;
    while ((ended = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (ended < 0) return;
    ::poll(nullptr, 0, kKillMs);
  }
}

// The status of the program; nothing useful if the lifeline was closed.
int wait_for(pid_t program, int lifeline) {
  for (;;) {
    pollfd entry{lifeline, POLLIN, 0};
    if (::poll(&entry, 1, kLookMs) > 0) return 0;
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(-1, &status, WNOHANG)) > 0) {
      if (ended == program) return status;
    }
    if (ended < 0) return 0;
  }
}

}  // namespace

void run_tree(const TreeStart& start) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::setpgid(0, 0);  // not ended by Ctrl-C before its children
  limit(RLIMIT_CORE, 0);
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  const pid_t self = ::getpid();
  const pid_t program = ::fork();
  if (program < 0) ::_exit(127);
  if (program == 0) become(start, self);
  // Keeps neither the program's streams nor files and locks of the caller open.
  ::dup2(start.lifeline, STDIN_FILENO);
  close_from(1);
  const int status = wait_for(program, STDIN_FILENO);
  kill_descendants(program);
  if (WIFSIGNALED(status)) {
    ::signal(WTERMSIG(status), SIG_DFL);
    ::sigprocmask(SIG_UNBLOCK, &all, nullptr);
    ::kill(self, WTERMSIG(status));
  }
  ::_exit(WEXITSTATUS(status));
}

}  // namespace base
