// How a worker answers messages on its channel.
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "base/folder.h"
#include "base/process.h"
#include "media/video_writer.h"
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

// Videos are written to a file that the worker gets open, as frames are.
TEST(Serve, MakesAVideo) {
  const base::PrivateFolder folder = test::temporary_folder();
  const base::Folder files(folder.path());
  {
    media::VideoWriter writer(folder.path() / "clip.mkv", "matroska");
    media::VideoTrack track;
    track.width = 32;
    track.height = 24;
    const int number = writer.add_video(track);
    for (int i = 0; i < 5; ++i) writer.write(number, model::Picture(32, 24, 1), i);
    writer.finish();
  }
  auto process = worker();
  const base::Descriptor object = base::open_to_read(folder.path() / "clip.mkv");
  std::map<std::string, std::string> videos;
  for (const char* method : {"copy", "ffv1", "h264", "ffv1"}) {
    const std::string name = method + std::to_string(videos.size());
    const base::Descriptor output = files.create_file(name, 0644);
    model::ClipJob job;
    job.clip = "a";
    job.recipe.sampling = {.kind = model::Sampling::Kind::All, .maximum = 0};
    job.video = model::video_method_from(method);
    ASSERT_TRUE(job.video);
    ASSERT_TRUE(process.channel().send(model::to_json(job), {object.get(), output.get()}));
    const auto answer = process.channel().receive();
    ASSERT_TRUE(answer) << method;
    const model::ClipResult result = model::parse_clip_result(answer->text);
    model::check_answer(result, job);
    EXPECT_EQ(result.frames.size(), 5U) << method;
    videos[name] = base::read_text(folder.path() / name);
    EXPECT_FALSE(videos[name].empty());
  }
  EXPECT_EQ(videos["ffv11"], videos["ffv13"]);
  // For players: its index is first.
  const base::Descriptor output = files.create_file("player", 0644);
  model::ClipJob player;
  player.clip = "a";
  player.recipe.sampling = {.kind = model::Sampling::Kind::All, .maximum = 0};
  player.video = model::VideoMethod::H264;
  player.video_width = 16;
  ASSERT_TRUE(process.channel().send(model::to_json(player), {object.get(), output.get()}));
  const auto made = process.channel().receive();
  ASSERT_TRUE(made);
  EXPECT_EQ(model::parse_clip_result(made->text).frames.size(), 5U);
  const std::string video = base::read_text(folder.path() / "player");
  EXPECT_LT(video.find("moov"), video.find("mdat"));
  EXPECT_NE(video.find(std::string("\x00\x10\x00\x00\x00\x0c\x00\x00", 8)), std::string::npos) << "16 x 12";
  // Without a file to write to, it is no job.
  model::ClipJob job;
  job.video = model::VideoMethod::Ffv1;
  ASSERT_TRUE(process.channel().send(model::to_json(job), {object.get()}));
  EXPECT_FALSE(process.channel().receive());
}

// The output limit ends a video with a finding, not the worker.
TEST(Serve, EndsAVideoAtTheOutputLimit) {
  const base::PrivateFolder folder = test::temporary_folder();
  {
    media::VideoWriter writer(folder.path() / "clip.mkv", "matroska");
    media::VideoTrack track;
    track.width = 512;
    track.height = 512;
    const int number = writer.add_video(track);
    for (int i = 0; i < 30; ++i) {
      model::Picture noise(512, 512, 1);
      std::uint32_t state = 1;
      for (std::uint8_t& byte : noise.bytes)
        byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
      writer.write(number, noise, i);
    }
    writer.finish();
  }
  auto process =
      base::ChildProcess::start(test::bin_dir() / "sonoset-worker", {"serve", "--output-mb", "2", "--unsealed"});
  ASSERT_TRUE(process.channel().receive());
  const base::Descriptor object = base::open_to_read(folder.path() / "clip.mkv");
  const base::Descriptor output = base::Folder(folder.path()).create_file("video", 0644);
  model::ClipJob job;
  job.clip = "a";
  job.recipe.sampling = {.kind = model::Sampling::Kind::All, .maximum = 0};
  job.video = model::VideoMethod::Ffv1;
  job.max_output_bytes = 2 << 20;
  ASSERT_TRUE(process.channel().send(model::to_json(job), {object.get(), output.get()}));
  const auto answer = process.channel().receive();
  ASSERT_TRUE(answer);
  const model::ClipResult result = model::parse_clip_result(answer->text);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.front().code, "worker-limit");
  EXPECT_NE(result.findings.front().message.find("--worker-output"), std::string::npos);
  EXPECT_EQ(base::size_of(output.get(), "video"), 0);
}

}  // namespace
