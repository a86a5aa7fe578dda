#include "publish/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace {

using publish::WorkQueue;

TEST(WorkQueue, RunsEveryTask) {
  std::atomic<int> sum = 0;
  WorkQueue queue;
  for (int i = 1; i <= 1000; ++i) queue.add([&sum, i] { sum += i; });
  queue.finish();
  EXPECT_EQ(sum, 500500);
  queue.add([&sum] { sum = 1; });
  queue.finish();
  EXPECT_EQ(sum, 1) << "it cannot be used again";
}

// A message must not depend on which thread was faster.
TEST(WorkQueue, ThrowsWhatTheFirstTaskInTheirOrderThrows) {
  for (int round = 0; round < 20; ++round) {
    WorkQueue queue;
    std::string what;
    try {
      queue.add([] {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        throw std::runtime_error("first");
      });
      for (int i = 0; i < 1000; ++i) queue.add([] { throw std::runtime_error("later"); });
      queue.finish();
    } catch (const std::runtime_error& error) {
      what = error.what();
    }
    EXPECT_EQ(what, "first");
  }
}

TEST(WorkQueue, DropsTasksWhereItEndsEarly) {
  std::atomic<int> ran = 0;
  {
    WorkQueue queue;
    for (int i = 0; i < 100; ++i) {
      queue.add([&ran] {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ++ran;
      });
    }
  }
  EXPECT_LT(ran, 100);
}

}  // namespace
