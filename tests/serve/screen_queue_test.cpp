#include "serve/screen/screen_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/error.h"
#include "support/support.h"

namespace serve {
namespace {

using testing::HasSubstr;

/// Without any programs: what is submitted fails at once.
ScreenQueue::Options without_programs(const base::PrivateFolder& folder) {
  ScreenQueue::Options options;
  options.programs = folder.path();
  options.dataset = folder.path();
  options.max_pending = 2;
  return options;
}

ScreenState final_state(ScreenQueue& queue, const std::string& key) {
  for (int i = 0; i < 500; ++i) {
    const auto seen = queue.find(key);
    if (!seen || is_final(seen->state)) return seen ? seen->state : ScreenState::Uploading;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return ScreenState::Queued;
}

TEST(ScreenQueue, LimitsWhatIsPending) {
  const base::PrivateFolder folder = test::temporary_folder();
  ScreenQueue queue(without_programs(folder));
  const auto one = queue.begin("a", "m");
  const auto two = queue.begin("b", "m");
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->key, two->key);
  EXPECT_EQ(one->key.size(), 32U);
  EXPECT_FALSE(queue.begin("c", "m"));
  EXPECT_FALSE(queue.find(one->key)) << "it is not there before it was submitted";
  EXPECT_FALSE(queue.follow(one->key));
  queue.cancel(one->key);
  const auto three = queue.begin("c", "m");
  ASSERT_TRUE(three);
  queue.submit(two->key);
  EXPECT_EQ(final_state(queue, two->key), ScreenState::Failed);
  EXPECT_THAT(screening_json(*two), HasSubstr("\"why\":\"the server cannot screen files now"));
  EXPECT_TRUE(queue.begin("d", "m"));
}

TEST(ScreenQueue, ForgetsResults) {
  const base::PrivateFolder folder = test::temporary_folder();
  ScreenQueue::Options options = without_programs(folder);
  options.max_kept = 1;
  ScreenQueue queue(options);
  std::vector<std::string> keys;
  for (int i = 0; i < 3; ++i) {
    keys.push_back(queue.begin("a", "m")->key);
    queue.submit(keys.back());
    if (i == 0) {
      EXPECT_EQ(final_state(queue, keys.back()), ScreenState::Failed);
    }
  }
  EXPECT_EQ(final_state(queue, keys.back()), ScreenState::Failed);
  EXPECT_FALSE(queue.find(keys.front())) << "newer ones took its place";
  options.keep = std::chrono::seconds(0);
  ScreenQueue short_lived(options);
  const std::string key = short_lived.begin("a", "m")->key;
  short_lived.submit(key);
  for (int i = 0; i < 500 && short_lived.find(key); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_FALSE(short_lived.find(key));
}

TEST(ScreenQueue, FollowersHearTheEnd) {
  const base::PrivateFolder folder = test::temporary_folder();
  ScreenQueue queue(without_programs(folder));
  const auto screening = queue.begin("a", "m");
  queue.submit(screening->key);
  const auto stream = queue.follow(screening->key);
  ASSERT_TRUE(stream);
  std::string text;
  stream->connect([] {}, [] {});
  char piece[256];
  for (int i = 0; i < 500; ++i) {
    const auto read = stream->read(piece, sizeof piece);
    if (!read) break;
    text.append(piece, *read);
    if (*read == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_THAT(text, HasSubstr("\"state\":\"failed\"}\n\n"));
}

TEST(Screening, FramesOfAHostileWorkerAreRefused) {
  const base::PrivateFolder folder = test::temporary_folder();
  base::write_atomically(folder.path() / "frames", "\x89PNG\r\n\x1a\n no picture");
  Screening screening;
  screening.frames = base::open_to_read(folder.path() / "frames");
  model::Frame frame;
  frame.width = frame.height = 16;
  frame.file_bytes = 19;
  screening.clip.frames = {frame};
  EXPECT_THROW(screened_frame(screening, 0), base::Error);
  EXPECT_THROW(screened_frame(screening, 1), base::Error);
  screening.clip.frames[0].file_bytes = std::int64_t{1} << 40;
  EXPECT_THROW(screened_frame(screening, 0), base::Error);
  screening.clip.frames[0].width = 0;
  EXPECT_THROW(screened_frame(screening, 0), base::Error);
}

}  // namespace
}  // namespace serve
