#include "base/process.h"

#include <gtest/gtest.h>
#include <signal.h>

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
