#include "base/program.h"

#include <gtest/gtest.h>
#include <signal.h>

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
