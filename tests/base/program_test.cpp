#include "base/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace {

using base::ProgramLimits;
using base::ProgramResult;

ProgramResult shell(const std::string& script, const ProgramLimits& limits = {}) {
  return base::run_program("/bin/sh", {"-c", script}, limits);
}

TEST(RunProgram, PassesArgumentsOutputAndExitCode) {
  const auto result = base::run_program("/usr/bin/printf", {"%s|", "a b", "$(x)", "--"}, {});
  EXPECT_EQ(result.out, "a b|$(x)|--|");
  EXPECT_EQ(result.exit.code, 0);
  const auto failed = shell("echo out; echo err >&2; cat; exit 3");
  EXPECT_EQ(failed.out, "out\n") << "standard input is empty";
  EXPECT_EQ(failed.err, "err\n");
  EXPECT_EQ(failed.exit.code, 3);
  EXPECT_EQ(shell("kill -TERM $$").exit.signal, SIGTERM);
}

TEST(RunProgram, LimitsTimeOutputAndFiles) {
  ProgramLimits limits;
  limits.time = std::chrono::milliseconds(300);
  EXPECT_EQ(shell("sleep 60 & sleep 60", limits).end, ProgramResult::End::Time) << "its children end too";
  limits = {};
  limits.max_output = 100;
  EXPECT_EQ(shell("head -c 100000 /dev/zero", limits).out.size(), 100U);
  limits.max_file_bytes = 1000;
  const auto folder = test::temporary_folder();
  const std::string file = folder.path() / "file";
  EXPECT_NE(shell("exec head -c 5000 /dev/zero > '" + file + "'", limits).exit.text(), "exit code 0");
  EXPECT_LE(std::filesystem::file_size(file), 1000U);
  limits = {};
  limits.stop = [] { return true; };
  EXPECT_EQ(shell("sleep 60", limits).end, ProgramResult::End::Stop);
}

TEST(RunProgram, WaitsForAProgramThatClosedItsStreams) {
  const auto result = shell("exec >&- 2>&-; sleep 1; exit 4");
  EXPECT_EQ(result.end, ProgramResult::End::Itself);
  EXPECT_EQ(result.exit.code, 4);
}

// A daemon: another session, its parent gone, its streams elsewhere or still ours.
const std::string kSleep = std::string("sleep\0", 6) + "86411";
const std::string kDaemon = "(setsid sh -c 'setsid sleep 86411 & setsid sleep 86411 >/dev/null 2>&1 & sleep 86411' &) ";

TEST(RunProgram, EndsDescendantsThatLeft) {
  ProgramLimits limits;
  limits.time = std::chrono::milliseconds(20'000);
  const auto result = shell(kDaemon + "; sleep 0.2; echo done; exit 3", limits);
  EXPECT_EQ(result.end, ProgramResult::End::Itself) << "a daemon with its streams open does not hold it up";
  EXPECT_EQ(result.out, "done\n");
  EXPECT_EQ(result.exit.code, 3);
  EXPECT_EQ(test::running("86411"), 0);
  limits.time = std::chrono::milliseconds(500);
  EXPECT_EQ(shell(kDaemon + "; sleep 60", limits).end, ProgramResult::End::Time);
  EXPECT_EQ(test::running("86411"), 0);
}

TEST(RunProgram, EndsThemAlsoWhenTheCallerIsKilled) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    shell(kDaemon + "; sleep 60");
    ::_exit(0);
  }
  for (int i = 0; i < 500 && test::running(kSleep) < 3; ++i) ::usleep(10'000);
  EXPECT_EQ(test::running(kSleep), 3);
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  for (int i = 0; i < 500 && test::running("86411") > 0; ++i) ::usleep(10'000);
  EXPECT_EQ(test::running("86411"), 0);
}

TEST(RunProgram, PassesNoVariablesAndFilesOn) {
  ::setenv("SONOSET_TEST_SECRET", "x", 1);
  ::setenv("http_proxy", "http://proxy.example.org:3128", 1);
  const int file = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  const std::string out = shell("env; ls /proc/self/fd; pwd").out;
  ::close(file);
  ::unsetenv("http_proxy");
  EXPECT_EQ(out.find("SECRET"), std::string::npos) << out;
  EXPECT_EQ(out.find("HOME="), std::string::npos) << out;
  EXPECT_NE(out.find("http_proxy=http://proxy.example.org:3128\n"), std::string::npos) << out;
  EXPECT_TRUE(out.ends_with("\n0\n1\n2\n3\n/\n")) << "3 is the folder that ls reads: " << out;
}

TEST(FindProgram, IgnoresRelativeParts) {
  EXPECT_EQ(base::find_program("sh").has_value(), true);
  EXPECT_FALSE(base::find_program("no-such-program"));
  const std::string before = std::getenv("PATH");
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "tool", "not to be run");
  ::setenv("PATH", (":.:" + folder.path().string()).c_str(), 1);
  EXPECT_FALSE(base::find_program("tool")) << "no permission";
  std::filesystem::permissions(folder.path() / "tool", std::filesystem::perms::owner_all);
  EXPECT_EQ(base::find_program("tool"), folder.path() / "tool");
  ::setenv("PATH", before.c_str(), 1);
}

}  // namespace
