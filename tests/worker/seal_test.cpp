// A hostile file that controls a sealed worker can only compute and write to the descriptors it was given.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "support/support.h"
#include "tools/sonoset-worker/process_limits.h"
#include "tools/sonoset-worker/seal.h"

namespace {

constexpr int kNoSeal = 77;

/// Runs `action` in a sealed child. How it ended: "exit N", "signal N", or "no seal" if build or kernel lacks seccomp.
std::string sealed(const std::function<int()>& action) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    worker::limit_process({512, 1});
    if (!worker::seal_process().empty()) ::_exit(kNoSeal);
    ::_exit(action());
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return WEXITSTATUS(status) == kNoSeal ? "no seal" : "exit " + std::to_string(WEXITSTATUS(status));
}

const std::string kEnded = "signal " + std::to_string(SIGSYS);

class SealTest : public testing::Test {
 protected:
  void SetUp() override {
    if (sealed([] { return 0; }) == "no seal") {
      GTEST_SKIP() << "no seccomp in this build (sanitizer, coverage, no libseccomp) or kernel";
    }
  }
  const base::PrivateFolder folder_ = test::temporary_folder();
  const std::string new_file_ = folder_.path() / "new";
};

TEST_F(SealTest, AllowsWhatReadingAFileNeeds) {
  const base::Descriptor out(::open(new_file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  const int file = out.get();
  EXPECT_EQ(sealed([file] {
              std::vector<char> memory(100 << 20, 'x');  // allocated with mmap, and freed
              memory.resize(200 << 20);
              if (::write(file, memory.data(), 1000) != 1000 || base::size_of(file, "output") != 1000) return 1;
              if (!base::is_regular_file(file) || ::ftruncate(file, 0) != 0) return 2;
              char byte = 0;
              if (::pread(file, &byte, 1, 0) != 0) return 3;
              int result = 4;
              std::thread([&result] { result = 0; }).join();
              return result;
            }),
            "exit 0");
}

TEST_F(SealTest, CannotOpenFindOrCreateFiles) {
  const std::string there = test::source_dir() / "README.md";
  const base::Descriptor folder(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const int at = folder.get();
  EXPECT_EQ(sealed([&there, this, at] {
              struct stat status {};
              if (::open(there.c_str(), O_RDONLY) >= 0 || errno != EACCES) return 1;
              if (::open(new_file_.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0) return 2;
              if (::openat(at, "new", O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0) return 3;
              if (::stat(there.c_str(), &status) == 0 || ::access(there.c_str(), R_OK) == 0) return 4;
              if (::fstatat(AT_FDCWD, there.c_str(), &status, AT_EMPTY_PATH) == 0 || errno != EACCES) return 6;
              return std::fopen("/proc/self/maps", "r") == nullptr ? 0 : 5;
            }),
            "exit 0");
  EXPECT_NE(::access(new_file_.c_str(), F_OK), 0) << "a file was created";
}

TEST_F(SealTest, CannotRemoveRenameOrLinkFiles) {
  base::write_atomically(new_file_, "kept");
  const std::string other = new_file_ + "2";
  EXPECT_EQ(sealed([this] { return ::unlink(new_file_.c_str()); }), kEnded);
  EXPECT_EQ(sealed([&, this] { return ::rename(new_file_.c_str(), other.c_str()); }), kEnded);
  EXPECT_EQ(sealed([&, this] { return ::link(new_file_.c_str(), other.c_str()); }), kEnded);
  EXPECT_EQ(sealed([this] { return ::chmod(new_file_.c_str(), 0777); }), kEnded);
  EXPECT_EQ(base::read_text(new_file_), "kept");
}

TEST_F(SealTest, CannotUseTheNetwork) {
  EXPECT_EQ(sealed([] { return ::socket(AF_INET, SOCK_STREAM, 0); }), kEnded);
  EXPECT_EQ(sealed([] { return ::socket(AF_UNIX, SOCK_DGRAM, 0); }), kEnded);
  EXPECT_EQ(sealed([] { return ::connect(0, nullptr, 0); }), kEnded);
}

TEST_F(SealTest, CannotStartProcesses) {
  EXPECT_EQ(sealed([] { return ::execl("/bin/true", "true", nullptr); }), kEnded);
  EXPECT_EQ(sealed([] { return ::fork() == 0 ? 0 : 1; }), kEnded);
  EXPECT_EQ(sealed([] { return std::system("true"); }), kEnded);
}

TEST_F(SealTest, CannotTouchOtherProcesses) {
  const pid_t parent = ::getpid();
  EXPECT_EQ(sealed([parent] { return ::kill(parent, 0); }), kEnded);
  EXPECT_EQ(sealed([parent] { return static_cast<int>(::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr)); }), kEnded);
}

TEST_F(SealTest, CannotMakeMemoryExecutable) {
  EXPECT_EQ(sealed([] {
              return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                             MAP_FAILED
                         ? 1
                         : 2;
            }),
            kEnded);
}

// A failed assertion in a library must end the process with SIGABRT, so that the finding is right.
TEST_F(SealTest, AbortRaisesSigabrt) {
  EXPECT_EQ(sealed([] {
              std::abort();
              return 0;
            }),
            "signal " + std::to_string(SIGABRT));
}

// The limits also apply without the seal.
TEST(LimitTest, WriteBeyondTheLimitFailsWithoutEndingTheProcess) {
  const base::PrivateFolder folder = test::temporary_folder();
  const std::string file = folder.path() / "file";
  const pid_t pid = ::fork();
  if (pid == 0) {
    worker::limit_process({2048, 1});
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const std::string piece(700 << 10, 'x');
    if (::write(out, piece.data(), piece.size()) != static_cast<ssize_t>(piece.size())) ::_exit(1);
    // Only the part that fits is written.
    if (::write(out, piece.data(), piece.size()) >= static_cast<ssize_t>(piece.size())) ::_exit(2);
    ::_exit(::write(out, "x", 1) < 0 && errno == EFBIG ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(std::filesystem::file_size(file), 1U << 20);
}

}  // namespace
