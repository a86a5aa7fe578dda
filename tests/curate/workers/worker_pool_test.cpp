#include "curate/workers/worker_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <string>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace {

using curate::WorkerPool;
using std::chrono::steady_clock;

/// Workers that misbehave: shell scripts instead of the program.
class WorkerPoolTest : public testing::Test {
 protected:
  // Reads the length and some of the job first, so that the job has arrived.
  WorkerPool pool(const std::string& then, int jobs = 1) {
    const auto script = folder_.path() / "worker";
    base::write_atomically(
        script, "#!/bin/sh\nprintf '\\0\\0\\0\\020{\"kind\":\"ready\"}' >&3\nhead -c 8 <&3 >/dev/null\n" + then + "\n");
    EXPECT_EQ(::chmod(script.c_str(), 0755), 0);
    return WorkerPool(script, jobs, limits_);
  }
  WorkerPool::Outcome outcome_of(WorkerPool& pool, const std::string& clip = "a") {
    model::ClipJob job;
    job.clip = clip;
    const base::Descriptor file = base::open_to_read(test::source_dir() / "LICENSE");
    pool.submit(job, file.get(), file.get());
    for (;;) {
      auto outcomes = pool.wait(steady_clock::now() + std::chrono::seconds(1));
      if (!outcomes.empty()) return std::move(outcomes.front());
    }
  }
  const base::PrivateFolder folder_ = test::temporary_folder();
  curate::WorkerLimits limits_;
};

TEST_F(WorkerPoolTest, ReplacesAWorkerThatDies) {
  WorkerPool workers = pool("kill -SEGV $$");
  const int before = workers.pids()[0];
  const auto outcome = outcome_of(workers);
  EXPECT_FALSE(outcome.result);
  EXPECT_EQ(outcome.failure.code, "worker-crashed");
  EXPECT_NE(outcome.failure.message.find("signal 11"), std::string::npos) << outcome.failure.message;
  EXPECT_NE(workers.pids()[0], before);
  EXPECT_EQ(outcome_of(workers, "b").clip, "b") << "the replacement works, and answers for its own clip";
}

TEST_F(WorkerPoolTest, KillsAWorkerThatHangs) {
  limits_.time = std::chrono::seconds(1);
  WorkerPool workers = pool("exec sleep 100");
  const auto start = steady_clock::now();
  EXPECT_EQ(outcome_of(workers).failure.code, "worker-limit");
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(WorkerPoolTest, RejectsInvalidAnswers) {
  for (const char* answer :
       {"printf '\\377\\377\\377\\377' >&3", "printf '\\0\\0\\0\\2{}' >&3", "printf '\\0\\0\\0\\7ab' >&3"}) {
    WorkerPool workers = pool(answer);
    const auto outcome = outcome_of(workers);
    EXPECT_FALSE(outcome.result) << answer;
    EXPECT_EQ(outcome.failure.code, "worker-crashed") << answer;
  }
}

// The answer must be complete, of this job, and with no more frames than asked for.
TEST_F(WorkerPoolTest, WaitsForTheRestOfAnAnswerOnlyUntilTheDeadline) {
  limits_.time = std::chrono::seconds(1);
  for (const char* answer : {"printf '\\0\\0\\0\\7ab' >&3; exec sleep 100",
                             "printf '\\0\\0\\377\\377' >&3; while :; do printf ' ' >&3; done"}) {
    WorkerPool workers = pool(answer);
    const auto start = steady_clock::now();
    EXPECT_EQ(outcome_of(workers).failure.code, "worker-limit") << answer;
    EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(10)) << answer;
  }
}

TEST_F(WorkerPoolTest, DoesNotWaitForAWorkerThatClosedItsChannel) {
  WorkerPool workers = pool("exec 3>&-; exec sleep 100");
  const auto start = steady_clock::now();
  const auto outcome = outcome_of(workers);
  EXPECT_EQ(outcome.failure.message, "the worker closed its channel");
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(10));
}

/// A worker whose first words are these.
std::string why_it_cannot_start(const std::filesystem::path& script, const std::string& text) {
  base::write_atomically(script, "#!/bin/sh\n" + text + "\n");
  EXPECT_EQ(::chmod(script.c_str(), 0755), 0);
  WorkerPool workers(script, 1, {});
  const base::Descriptor file = base::open_to_read(test::source_dir() / "LICENSE");
  model::ClipJob job;
  job.clip = "a";
  try {
    workers.submit(job, file.get(), file.get());
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::Unsupported);
    return error.what();
  }
  return "started";
}

TEST_F(WorkerPoolTest, BlamesNoClipForAWorkerThatCannotStart) {
  const auto script = folder_.path() / "worker";
  const auto says = [&](const std::string& text) { return why_it_cannot_start(script, text); };
  EXPECT_THAT(says("exit 3"), testing::HasSubstr("cannot start: it exited: exit code 3"));
  EXPECT_THAT(says(R"(printf '\0\0\0\045{"kind":"not-ready","why":"no sandbox"}' >&3)"),
              testing::HasSubstr("no sandbox"));
  EXPECT_THAT(says(R"(printf '\0\0\0\2{}' >&3)"), testing::HasSubstr("cannot start"));
  EXPECT_THAT(says(R"(printf '\377\377\377\377' >&3)"), testing::HasSubstr("cannot start"));
  EXPECT_THAT(says(R"(printf '\0\0\0\020{"kind":"ready"}early' >&3; exec sleep 100)"),
              testing::HasSubstr("cannot start"));
}

TEST_F(WorkerPoolTest, RestartsAFreeWorkerThatDied) {
  WorkerPool workers = pool("exit 0");
  ::kill(workers.pids()[0], SIGKILL);
  while (::kill(workers.pids()[0], 0) == 0 && workers.pids()[0] > 0) {
    // A child that exited stays visible until it is reaped, but its socket is closed.
    char state = 0;
    const std::string stat = base::read_text("/proc/" + std::to_string(workers.pids()[0]) + "/stat");
    state = stat[stat.rfind(')') + 2];
    if (state == 'Z') break;
  }
  EXPECT_EQ(outcome_of(workers).clip, "a");
}

TEST_F(WorkerPoolTest, ThrowsForAMissingProgram) {
  EXPECT_THROW(WorkerPool("/nowhere/sonoset-worker", 1, limits_), base::Error);
}

}  // namespace
