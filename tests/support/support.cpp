#include "support/support.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.h"

namespace test {
namespace fs = std::filesystem;

fs::path source_dir() { return SONOSET_SOURCE_DIR; }
fs::path bin_dir() { return SONOSET_BIN_DIR; }

std::optional<fs::path> shared_dir() {
  const char* set = std::getenv("SONOSET_SHARED");
  const fs::path folder = set != nullptr ? fs::path(set) : source_dir().parent_path() / "shared";
  if (fs::is_directory(folder / "pocus")) return folder;
  return std::nullopt;
}

base::PrivateFolder temporary_folder() { return base::PrivateFolder(fs::temp_directory_path()); }

Run run(const fs::path& program, const std::vector<std::string>& arguments) {
  const base::PrivateFolder folder = temporary_folder();
  const std::string out = folder.path() / "out";
  const std::string err = folder.path() / "err";
  std::vector<char*> vector{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) vector.push_back(const_cast<char*>(argument.c_str()));
  vector.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) base::throw_errno("cannot start", program);
  if (pid == 0) {
    const int in_file = ::open("/dev/null", O_RDONLY);
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT, 0600);
    ::dup2(in_file, 0);
    ::dup2(out_file, 1);
    ::dup2(err_file, 2);
    ::execv(program.c_str(), vector.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return {code, base::read_text(out), base::read_text(err)};
}

int running(const std::string& mark) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const int pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0 || pid == ::getpid()) continue;
    try {
      if (base::read_text(entry.path() / "cmdline").find(mark) != std::string::npos) ++count;
    } catch (const base::Error&) {
      // It ended meanwhile.
    }
  }
  return count;
}

}  // namespace test
