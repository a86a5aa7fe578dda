#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/channel.h"

namespace base {

/// How a process ended: its exit code, or the signal that ended it.
struct Exit {
  int code = 0;
  int signal = 0;
  /// "exit code 3" or "signal 11 (Segmentation fault)".
  std::string text() const;
};

/// Waits for a child with waitpid(2) and its `flags`; nothing if it still runs, as with WNOHANG.
std::optional<Exit> wait_for_exit(int pid, int flags);

/// A child process with a channel on its descriptor 3, /dev/null on 0 to 2, no other descriptor of this process and an
/// empty environment. (Sanitizers and coverage need their variables, and stderr.) The destructor kills and reaps it.
class ChildProcess {
 public:
  /// Starts `program` (a path; PATH is not searched). The child is killed when its parent ends. Throws NotFound.
  static ChildProcess start(const std::filesystem::path& program, const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;

  int pid() const { return pid_; }
  Channel& channel() { return channel_; }
  /// Sends SIGKILL; does nothing if the child has ended.
  void kill();
  /// Waits for the child to end.
  Exit wait();
  /// The same, at most this long; nothing if it still runs.
  std::optional<Exit> wait_for(std::chrono::milliseconds time);

 private:
  ChildProcess(int pid, Channel channel) : pid_(pid), channel_(std::move(channel)) {}
  std::optional<Exit> reap(int flags);
  int pid_ = -1;
  Channel channel_;
};

/// The path of this executable, with links resolved.
std::filesystem::path own_path();

/// Replaces this process by a program (execv), as `sonoset VERB` does for `sonoset-VERB`. Does not return; throws
/// NotFound or Io if the program cannot start.
[[noreturn]] void replace_process(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace base
