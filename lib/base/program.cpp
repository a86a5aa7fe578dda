#include "base/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/process_tree.h"

namespace base {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{200};
constexpr std::chrono::milliseconds kLookAtExit{5};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make", "pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
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

/// A process in `run_tree`. The destructor ends it and all of its descendants.
class Running {
 public:
  Running(pid_t pid, Descriptor lifeline) : pid_(pid), lifeline_(std::move(lifeline)) {}
  ~Running() {
    if (pid_ > 0) end();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  Exit end() {
    lifeline_.reset();
    return wait(0).value_or(Exit{});
  }
  std::optional<Exit> wait(int flags) {
    const auto exit = wait_for_exit(pid_, flags);
    if (exit) pid_ = -1;
    return exit;
  }

 private:
  pid_t pid_;
  Descriptor lifeline_;
};

// Pointers to the texts, as execve(2) takes them.
std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

// The folders in PATH without empty and relative ones, which depend on the current folder.
std::vector<fs::path> search_path() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  std::vector<fs::path> folders;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    fs::path folder(rest.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    if (folder.is_absolute()) folders.push_back(std::move(folder));
  }
  return folders;
}

}  // namespace

std::optional<fs::path> find_program(const std::string& name) {
  for (const fs::path& folder : search_path()) {
    fs::path file = folder / name;
    std::error_code error;
    if (fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

std::vector<std::string> plain_environment() {
  std::string path;
  for (const fs::path& folder : search_path()) path += (path.empty() ? "" : ":") + folder.string();
  std::vector<std::string> all{"PATH=" + path, "LC_ALL=C.UTF-8"};
  for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
                           "SSL_CERT_FILE", "SSL_CERT_DIR"}) {
    if (const char* value = std::getenv(name)) all.push_back(std::string(name) + "=" + value);
  }
  return all;
}

ProgramResult run_program(const fs::path& program, const std::vector<std::string>& arguments,
                          const ProgramLimits& limits) {
  if (::access(program.c_str(), X_OK) != 0) throw_errno("cannot start", program);
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Pipe lifeline = make_pipe();
  std::vector<std::string> words{fs::absolute(program).string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> environment = pointers(limits.environment);
  const TreeStart start{words.front().c_str(), argv.data(),     environment.data(),  limits.folder.c_str(),
                        out.write.get(),       err.write.get(), lifeline.read.get(), limits.max_file_bytes};
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot start", program);
  if (pid == 0) run_tree(start);
  Running running(pid, std::move(lifeline.write));
  out.write.reset();
  err.write.reset();
  ProgramResult result;
  const auto deadline = Clock::now() + limits.time;
  for (;;) {
    pollfd entries[2] = {{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}};
    // It may still run after closing its streams.
    const bool closed = !out.read && !err.read;
    ::poll(entries, 2, static_cast<int>((closed ? kLookAtExit : kLook).count()));
    if (entries[0].revents != 0 && !read_some(out.read, result.out, limits.max_output)) out.read.reset();
    if (entries[1].revents != 0 && !read_some(err.read, result.err, limits.max_output)) err.read.reset();
    if (!out.read && !err.read) {
      if (const auto exit = running.wait(WNOHANG)) {
        result.exit = *exit;
        return result;
      }
    }
    const bool late = Clock::now() >= deadline;
    if (!late && !limits.stop()) continue;
    result.end = late ? ProgramResult::End::Time : ProgramResult::End::Stop;
    result.exit = running.end();
    return result;
  }
}

}  // namespace base
