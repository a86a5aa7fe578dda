// Changes of the dataset wait for each other, and are not begun where they would have to wait too long.
#include "serve/curation/write_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "base/error.h"
#include "support/support.h"

namespace serve {
namespace {

using std::chrono::milliseconds;

struct WriteQueueTest : testing::Test {
  base::PrivateFolder folder = test::temporary_folder();
  std::filesystem::path dataset = folder.path() / "lungs";
  void SetUp() override { curate::Dataset::create(dataset); }
};

/// Keeps the queue busy until it is released.
struct Blocker {
  explicit Blocker(WriteQueue& queue)
      : waiter(std::async(std::launch::async, [this, &queue] {
          return queue.run([this](curate::Dataset&) {
            begun.set_value();
            release.get_future().wait();
          });
        })) {
    begun.get_future().wait();
  }
  std::promise<void> begun;
  std::promise<void> release;
  std::future<std::optional<Response>> waiter;
};

TEST_F(WriteQueueTest, OneChangeAtATime) {
  WriteQueue queue({.dataset = dataset, .max_waiting = 100, .patience = milliseconds(60'000)});
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      EXPECT_FALSE(queue.run([&](curate::Dataset& opened) {
        most = std::max(most.load(), ++inside);
        EXPECT_EQ(opened.folder(), dataset);
        std::this_thread::sleep_for(milliseconds(2));
        --inside;
        ++made;
      }));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 8);
  EXPECT_EQ(most, 1);
}

TEST_F(WriteQueueTest, ExceptionsReachWhoAsked) {
  WriteQueue queue({.dataset = dataset, .patience = milliseconds(60'000)});
  const auto refuse = [&] {
    queue.run([](curate::Dataset&) { throw base::Error(base::Code::InvalidInput, "not so"); });
  };
  EXPECT_THROW(refuse(), base::Error);
  EXPECT_FALSE(queue.run([](curate::Dataset&) {}));
}

TEST_F(WriteQueueTest, FurtherOnesAreRefusedAtOnce) {
  WriteQueue queue({.dataset = dataset, .max_waiting = 0, .patience = milliseconds(60'000)});
  const auto refusal = queue.run([](curate::Dataset&) { FAIL(); });
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 503);
  EXPECT_TRUE(refusal->header("Retry-After"));
}

TEST_F(WriteQueueTest, NotBegunIfTheOneBeforeTakesLong) {
  WriteQueue queue({.dataset = dataset, .patience = milliseconds(50)});
  Blocker blocker(queue);
  const auto refusal = queue.run([](curate::Dataset&) { FAIL(); });
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 503);
  blocker.release.set_value();
  EXPECT_FALSE(blocker.waiter.get());
}

TEST_F(WriteQueueTest, NotBegunWhileAnotherProcessWrites) {
  WriteQueue queue({.dataset = dataset, .patience = milliseconds(150)});
  {
    const base::FileLock lock = curate::lock_dataset(dataset);
    const auto refusal = queue.run([](curate::Dataset&) { FAIL(); });
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 503);
  }
  EXPECT_FALSE(queue.run([](curate::Dataset&) {}));
}

TEST_F(WriteQueueTest, AfterStopNothingBegins) {
  WriteQueue queue({.dataset = dataset, .patience = milliseconds(60'000)});
  Blocker blocker(queue);
  auto waiting = std::async(std::launch::async, [&] { return queue.run([](curate::Dataset&) { FAIL(); }); });
  std::this_thread::sleep_for(milliseconds(20));
  queue.stop();
  EXPECT_EQ(waiting.get().value().status, 503);
  blocker.release.set_value();
  EXPECT_FALSE(blocker.waiter.get());  // what had begun is finished
  EXPECT_TRUE(queue.run([](curate::Dataset&) { FAIL(); }));
}

}  // namespace
}  // namespace serve
