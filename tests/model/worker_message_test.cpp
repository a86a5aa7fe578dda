#include "model/worker_message.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "model/clip_job.h"

namespace {

TEST(WorkerMessage, HasAKind) {
  EXPECT_EQ(model::worker_message_kind(model::to_json(model::ClipJob())), "clip");
  EXPECT_EQ(model::worker_message_kind(model::to_json(model::ClipResult())), "clip");
  EXPECT_EQ(model::worker_message_kind(R"({"kind": "dance", "steps": [1, 2]})"), "dance");
}

TEST(WorkerMessage, RejectsMessagesWithoutKind) {
  for (const char* bad :
       {"", "[]", "{}", "7", R"({"kind": 1})", R"({"kind": null})", R"({"kind": "clip", "n": 1.5})"}) {
    EXPECT_THROW(model::worker_message_kind(bad), base::Error) << bad;
  }
}

}  // namespace
