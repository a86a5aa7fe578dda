#include "base/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "base/error.h"

namespace {

TEST(ChildProcess, UsesDescriptor3) {
  auto child = base::ChildProcess::start("/bin/sh", {"-c", "cat <&3 >&3"});
  ASSERT_TRUE(child.channel().send("hello"));
  EXPECT_EQ(child.channel().receive()->text, "hello");
}

TEST(ChildProcess, ReportsHowItEnded) {
  auto child = base::ChildProcess::start("/bin/sh", {"-c", "exit 7"});
  EXPECT_EQ(child.wait().text(), "exit code 7");
  auto killed = base::ChildProcess::start("/bin/sh", {"-c", "sleep 100"});
  killed.kill();
  EXPECT_EQ(killed.wait().text(), "signal 9 (Killed)");
}

TEST(ChildProcess, InheritsNothing) {
  ::setenv("SONOSET_SECRET", "1", 1);
  const int open = ::open("/dev/null", O_RDONLY);  // not close-on-exec
  auto child = base::ChildProcess::start("/bin/sh", {"-c", "exec >&3; /usr/bin/env; ls -l /proc/self/fd"});
  std::string seen;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(child.channel().descriptor(), buffer, sizeof buffer)) > 0;) seen.append(buffer, n);
  ::close(open);
  ::unsetenv("SONOSET_SECRET");
  EXPECT_EQ(seen.find("SECRET"), std::string::npos) << seen;
  EXPECT_NE(seen.find("0 -> /dev/null"), std::string::npos) << seen;
  EXPECT_EQ(seen.find(" " + std::to_string(open) + " -> /dev/null"), std::string::npos) << seen;
}

TEST(ChildProcess, WaitsForALimitedTime) {
  auto child = base::ChildProcess::start("/bin/sh", {"-c", "sleep 100"});
  EXPECT_FALSE(child.wait_for(std::chrono::milliseconds(20)));
  child.kill();
  EXPECT_EQ(child.wait_for(std::chrono::seconds(10))->signal, SIGKILL);
}

TEST(ChildProcess, NamesAMissingProgram) {
  try {
    base::ChildProcess::start("/nowhere/program", {});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::NotFound);
    EXPECT_NE(std::string(error.what()).find("/nowhere/program"), std::string::npos);
  }
}

TEST(ChildProcess, IsKilledByTheDestructor) {
  int pid = 0;
  {
    const auto child = base::ChildProcess::start("/bin/sh", {"-c", "sleep 100"});
    pid = child.pid();
  }
  EXPECT_NE(::kill(pid, 0), 0);
}

}  // namespace
