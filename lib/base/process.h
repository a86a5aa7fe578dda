#pragma once

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

/// A child process with a channel on its descriptor 3. Killed and reaped at the end of its life.
class ChildProcess {
 public:
  /// Starts `program` (a path: nothing is searched) with arguments. The child dies with its parent. Throws NotFound.
  static ChildProcess start(const std::filesystem::path& program, const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;

  int pid() const { return pid_; }
  Channel& channel() { return channel_; }
  /// SIGKILL; harmless where it has ended.
  void kill();
  /// Waits for its end.
  Exit wait();

 private:
  ChildProcess(int pid, Channel channel) : pid_(pid), channel_(std::move(channel)) {}
  int pid_ = -1;
  Channel channel_;
};

/// Where this executable stands, links followed.
std::filesystem::path own_path();

/// Runs a program to its end with this process's own standard streams, in its own words: what `sonoset VERB` does for
/// `sonoset-VERB`. Does not return; throws NotFound or Io where it cannot start.
[[noreturn]] void replace_process(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace base
