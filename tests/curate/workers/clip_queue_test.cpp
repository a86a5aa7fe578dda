#include "curate/workers/clip_queue.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <string>
#include <thread>

#include "base/file.h"
#include "support/support.h"

namespace {

/// Clips 0 … n - 1: every third is missing, every fourth must be downloaded.
class StubWork : public curate::ClipWork {
 public:
  explicit StubWork(int clips) : clips_(clips) {}

  bool has_next() const override { return next_ < clips_ || arrived_ > 0; }
  std::optional<curate::OpenedClip> open_next() override {
    if (arrived_ > 0) {
      --arrived_;
      return opened();
    }
    const int number = next_++;
    if (number % 4 == 3) {
      ++downloading_;
      return std::nullopt;
    }
    if (number % 3 == 2) {
      ++missing_;
      return std::nullopt;
    }
    return opened();
  }
  void collect(curate::WorkerPool::Outcome outcome) override {
    EXPECT_EQ(open_.erase(outcome.clip), 1U) << outcome.clip << " was not open";
    ++collected_;
  }
  bool is_downloading() const override { return downloading_ > 0; }
  void receive(std::chrono::milliseconds) override {
    ++arrived_;
    --downloading_;
  }
  bool stop() override { return collected_ >= stop_after_; }
  void commit_some() override { ++rounds_; }

  int stop_after_ = 1'000'000;
  int missing_ = 0;
  int collected_ = 0;
  int rounds_ = 0;
  std::set<std::string> open_;

 protected:
  int downloading_ = 0;

 private:
  curate::OpenedClip opened() {
    curate::OpenedClip clip;
    clip.job.clip = std::to_string(opened_++);
    clip.object = file_.get();
    open_.insert(clip.job.clip);
    EXPECT_LE(open_.size(), 4U) << "two in workers and two waiting";
    return clip;
  }

  int clips_;
  int next_ = 0;
  int arrived_ = 0;
  int opened_ = 0;
  base::Descriptor file_ = base::open_to_read(test::source_dir() / "LICENSE");
};

/// Downloads take so long that all workers have ended by then, and give nothing.
class SlowWork : public StubWork {
 public:
  using StubWork::StubWork;
  void receive(std::chrono::milliseconds) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    --downloading_;
    ++missing_;
  }
};

/// Two workers that exit without an answer: a shell script instead of the program.
class ClipQueueTest : public testing::Test {
 protected:
  ClipQueueTest() {
    base::write_atomically(
        script_, "#!/bin/sh\nprintf '\\0\\0\\0\\020{\"kind\":\"ready\"}' >&3\nhead -c 8 <&3 >/dev/null\nexit 1\n");
    EXPECT_EQ(::chmod(script_.c_str(), 0755), 0);
  }
  const base::PrivateFolder folder_ = test::temporary_folder();
  const std::filesystem::path script_ = folder_.path() / "worker";
};

TEST_F(ClipQueueTest, EveryClipEndsOnce) {
  StubWork work(24);
  EXPECT_TRUE(curate::ClipQueue(work, script_, 2, {}).run());
  EXPECT_EQ(work.missing_ + work.collected_, 24);
  EXPECT_EQ(work.missing_, 6);
  EXPECT_TRUE(work.open_.empty());
  EXPECT_GT(work.rounds_, 0);
}

TEST_F(ClipQueueTest, ReadsWaitingClipsAfterAllWorkersEnded) {
  SlowWork work(5);
  EXPECT_TRUE(curate::ClipQueue(work, script_, 2, {}).run());
  EXPECT_EQ(work.missing_, 2);
  EXPECT_EQ(work.collected_, 3);
}

TEST_F(ClipQueueTest, StopsBetweenRounds) {
  StubWork work(24);
  work.stop_after_ = 3;
  EXPECT_FALSE(curate::ClipQueue(work, script_, 2, {}).run());
  EXPECT_GE(work.collected_, 3);
  EXPECT_LT(work.collected_, 24);
}

TEST_F(ClipQueueTest, EndsAtOnceWithoutWork) {
  StubWork work(0);
  EXPECT_TRUE(curate::ClipQueue(work, script_, 1, {}).run());
  EXPECT_EQ(work.rounds_, 0);
}

}  // namespace
