// How a worker answers messages on its channel.
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/process.h"
#include "model/clip_job.h"
#include "model/worker_message.h"
#include "support/support.h"

namespace {

base::ChildProcess worker() {
  auto process = base::ChildProcess::start(test::bin_dir() / "sonoset-worker", {"serve", "--unsealed"});
  const auto first = process.channel().receive();
  EXPECT_TRUE(first && model::why_not_ready(first->text).empty());
  return process;
}

TEST(Serve, AnswersOneJobAfterAnother) {
  auto process = worker();
  const base::Descriptor object = base::open_to_read(test::source_dir() / "LICENSE");
  for (const char* clip : {"a", "b"}) {
    model::ClipJob job;
    job.clip = clip;
    job.ticket = 7;
    ASSERT_TRUE(process.channel().send(model::to_json(job), {object.get()}));
    const auto answer = process.channel().receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(model::worker_message_kind(answer->text), model::kClipKind);
    const model::ClipResult result = model::parse_clip_result(answer->text);
    model::check_answer(result, job);
    EXPECT_FALSE(result.findings.empty());
  }
}

TEST(Serve, EndsWithAnErrorOnAnInvalidJob) {
  const base::Descriptor object = base::open_to_read(test::source_dir() / "LICENSE");
  for (const char* job : {R"({"kind": "dance"})", R"({"kind": "clip"})", "{}", "", "nonsense"}) {
    auto process = worker();
    ASSERT_TRUE(process.channel().send(job, {object.get()}));
    EXPECT_FALSE(process.channel().receive()) << job;
    EXPECT_EQ(process.wait().code, 2) << job;
  }
  auto process = worker();
  ASSERT_TRUE(process.channel().send(model::to_json(model::ClipJob())));
  EXPECT_FALSE(process.channel().receive()) << "a job without object";
  EXPECT_EQ(process.wait().code, 2);
}

}  // namespace
