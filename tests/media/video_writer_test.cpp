#include "media/video_writer.h"

#include <gtest/gtest.h>

#include <array>

#include "base/error.h"
#include "base/file.h"
#include "media/clip_reader.h"
#include "support/support.h"

namespace {

class Pictures : public sampling::PictureSink {
 public:
  void take(sampling::SampledPicture picture) override { taken.push_back(std::move(picture)); }
  void start_again() override { taken.clear(); }
  std::vector<sampling::SampledPicture> taken;
};

/// A grey picture of 32 x 24 with a white left half.
model::Picture half_white(int level) {
  model::Picture picture(32, 24, 1);
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 32; ++x) picture.row(y)[x] = static_cast<std::uint8_t>(x < 16 ? 255 : level);
  }
  return picture;
}

media::VideoTrack track(const std::string& encoder, const std::string& format) {
  media::VideoTrack result;
  result.encoder = encoder;
  result.pixel_format = format;
  result.width = 32;
  result.height = 24;
  return result;
}

/// Ten increasingly bright pictures, starting at time `from`.
std::vector<std::int64_t> write(const std::filesystem::path& path, const std::string& container,
                                const media::VideoTrack& track, std::int64_t from = 0) {
  media::VideoWriter writer(path, container);
  const int number = writer.add_video(track);
  for (int i = 0; i < 10; ++i) writer.write(number, half_white(20 * i), from + i);
  writer.finish();
  return writer.timestamps(number);
}

model::ClipResult read(const std::filesystem::path& path, Pictures& pictures) {
  model::ClipJob job;
  job.clip = "clip";
  job.name = path.filename();
  job.recipe.sampling.kind = model::Sampling::Kind::All;
  job.recipe.sampling.maximum = 0;
  const base::Descriptor file = base::open_to_read(path);
  return media::read_clip(file.get(), job, pictures);
}

// A lossless file has the same pixels, and the times that the writer returned.
TEST(VideoWriter, RoundTrips) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = folder.path() / "clip.mkv";
  const auto pts = write(path, "matroska", track("ffv1", "gray"), 100);
  Pictures pictures;
  const model::ClipResult result = read(path, pictures);
  EXPECT_EQ(result.content.pictures, 10);
  ASSERT_EQ(pictures.taken.size(), 10U);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(pictures.taken[i].pts, pts[i]);
    EXPECT_EQ(pictures.taken[i].pixels.row(3)[20], 20 * i);
    EXPECT_EQ(pictures.taken[i].pixels.row(3)[4], 255);
  }
}

// An edit list hides pictures before time 0.
TEST(VideoWriter, HidesNegativeTimes) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = folder.path() / "clip.mov";
  write(path, "mov", track("libx264", "yuv420p"), -3);
  Pictures pictures;
  EXPECT_EQ(read(path, pictures).content.pictures, 7);
}

TEST(VideoWriter, WritesTheRotation) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = folder.path() / "clip.mp4";
  media::VideoTrack turned = track("libx264", "yuv420p");
  turned.rotation_deg = 90;
  turned.sample_aspect = base::Rational(4, 3);
  write(path, "mp4", turned);
  Pictures pictures;
  const model::ClipResult result = read(path, pictures);
  EXPECT_EQ(result.content.rotation_deg, 90);
  EXPECT_EQ(result.content.width, 24);
  EXPECT_EQ(result.content.height, 32);
}

// Phantoms are compared by digest: files must not contain a date, a version or a random number.
TEST(VideoWriter, TheSameCallsGiveTheSameBytes) {
  const base::PrivateFolder folder = test::temporary_folder();
  const std::vector<std::array<std::string, 3>> kinds = {
      {"mp4", "libx264", "yuv420p"}, {"webm", "libvpx", "yuv420p"}, {"gif", "gif", "pal8"},
      {"avi", "mpeg4", "yuv420p"},   {"matroska", "ffv1", "gray"},  {"mpeg", "mpeg2video", "yuv420p"}};
  for (const auto& kind : kinds) {
    write(folder.path() / "one", kind[0], track(kind[1], kind[2]));
    write(folder.path() / "two", kind[0], track(kind[1], kind[2]));
    EXPECT_EQ(base::read_text(folder.path() / "one"), base::read_text(folder.path() / "two")) << kind[0];
  }
}

TEST(VideoWriter, RejectsInvalidParameters) {
  const base::PrivateFolder folder = test::temporary_folder();
  EXPECT_THROW(media::VideoWriter(folder.path() / "x", "no-such-container"), base::Error);
  media::VideoWriter writer(folder.path() / "x", "mp4");
  EXPECT_THROW(writer.add_video(track("no-such-encoder", "yuv420p")), base::Error);
  EXPECT_THROW(writer.add_video(track("libx264", "no-such-format")), base::Error);
  media::VideoTrack wrong = track("libx264", "yuv420p");
  wrong.options = {{"no-such-option", "1"}};
  EXPECT_THROW(writer.add_video(wrong), base::Error);
  const int number = writer.add_video(track("libx264", "yuv420p"));
  EXPECT_THROW(writer.write(number, model::Picture(30, 24, 1), 0), base::Error);
}

}  // namespace
