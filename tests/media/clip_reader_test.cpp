#include "media/clip_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "base/error.h"
#include "media/quiet.h"
#include "media/video_writer.h"
#include "reading.h"
#include "sampling/pixels_digest.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using test::read_clip;
using test::Reading;

const model::Sampling kAll{model::Sampling::Kind::All, 3, 0, 0, 0};

/// A bright square moving over grey; red from picture `coloured` on.
model::Picture scene(int number, int coloured) {
  model::Picture picture(96, 64, 3);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const bool square = x / 8 == number % 12 && y / 8 == 3;
      std::uint8_t* pixel = picture.row(y) + 3 * x;
      pixel[0] = static_cast<std::uint8_t>(square ? 220 : 40 + y);
      pixel[1] = pixel[2] = square && number >= coloured ? std::uint8_t{20} : pixel[0];
    }
  }
  return picture;
}

struct Video {
  std::string name = "clip.mp4";
  std::string container = "mp4";
  media::VideoTrack track;
  int pictures = 40;
  int coloured = 1000;
};

Video h264() {
  Video video;
  video.track.width = 96;
  video.track.height = 64;
  video.track.b_pictures = 2;
  return video;
}

class ClipReaderTest : public testing::Test {
 protected:
  void SetUp() override { media::silence_libraries(); }

  fs::path write(const Video& video) {
    const fs::path path = folder_.path() / video.name;
    media::VideoWriter writer(path, video.container);
    const int track = writer.add_video(video.track);
    for (int i = 0; i < video.pictures; ++i) writer.write(track, scene(i, video.coloured), i);
    writer.finish();
    return path;
  }

  base::PrivateFolder folder_ = test::temporary_folder();
};

std::vector<std::string> codes(const Reading& reading) {
  std::vector<std::string> result;
  for (const auto& finding : reading.result.findings) result.push_back(finding.code);
  return result;
}

std::vector<std::int64_t> numbers(const Reading& reading) {
  std::vector<std::int64_t> result;
  for (const auto& picture : reading.pictures) result.push_back(picture.picture);
  return result;
}

model::Recipe recipe_of(const model::Sampling& sampling) {
  model::Recipe recipe;
  recipe.sampling = sampling;
  return recipe;
}

Video mpeg4_avi() {
  Video video = h264();
  video.name = "clip.avi";
  video.container = "avi";
  video.track.encoder = "mpeg4";
  video.track.b_pictures = 0;
  return video;
}

// Skipping packets by a plan must give the same pixels as decoding every picture.
TEST_F(ClipReaderTest, SkippingChangesNoPixel) {
  for (const Video& video : {h264(), mpeg4_avi()}) {
    const fs::path path = write(video);
    const Reading all = read_clip(path, recipe_of(kAll));
    ASSERT_EQ(all.pictures.size(), 40U) << video.name;
    for (const std::int64_t step : {2, 3, 7, 11, 13}) {
      const Reading some = read_clip(path, recipe_of({model::Sampling::Kind::Every, 3, 0, step, 0}));
      EXPECT_FALSE(some.result.content.pictures_counted) << "planned, but all were decoded: " << video.name;
      for (const auto& picture : some.pictures) {
        const auto& same = all.pictures[static_cast<std::size_t>(picture.picture)];
        EXPECT_EQ(sampling::pixels_digest(picture.pixels), sampling::pixels_digest(same.pixels)) << picture.picture;
        EXPECT_EQ(picture.pts, same.pts);
      }
    }
  }
}

TEST_F(ClipReaderTest, LateWindowGivesTheSamePixels) {
  const fs::path path = write(h264());
  const Reading all = read_clip(path, recipe_of(kAll));
  model::Recipe recipe = recipe_of(kAll);
  recipe.window.first_picture = 30;
  recipe.window.end_picture = 33;
  const Reading late = read_clip(path, recipe);
  EXPECT_EQ(numbers(late), (std::vector<std::int64_t>{30, 31, 32}));
  EXPECT_EQ(sampling::pixels_digest(late.pictures[0].pixels), sampling::pixels_digest(all.pictures[30].pixels));
  EXPECT_EQ(late.result.content.pictures, 40);
}

TEST_F(ClipReaderTest, ReadingAgainGivesTheSameAsKeepingPackets) {
  for (const char* encoder : {"libx264", "mpeg4"}) {
    Video video = h264();
    video.track.encoder = encoder;
    const fs::path path = write(video);
    const auto sampling = model::Sampling{model::Sampling::Kind::Uniform, 3, 5, 0, 0};
    const Reading kept = read_clip(path, recipe_of(sampling));
    const Reading again = read_clip(path, recipe_of(sampling), 0);
    EXPECT_EQ(numbers(kept), (std::vector<std::int64_t>{0, 8, 16, 24, 32})) << encoder;
    EXPECT_EQ(numbers(kept), numbers(again)) << encoder;
    for (std::size_t i = 0; i < kept.pictures.size(); ++i) {
      EXPECT_EQ(sampling::pixels_digest(kept.pictures[i].pixels), sampling::pixels_digest(again.pictures[i].pixels));
    }
  }
}

TEST_F(ClipReaderTest, LateColourMakesAllFramesColoured) {
  Video video = h264();
  video.coloured = 35;
  const fs::path path = write(video);
  const Reading reading = read_clip(path, recipe_of({model::Sampling::Kind::Every, 3, 0, 5, 0}));
  ASSERT_EQ(reading.pictures.size(), 8U);
  EXPECT_FALSE(reading.result.content.grey);
  for (const auto& picture : reading.pictures) EXPECT_EQ(picture.pixels.channels, 3);
  // Grey without the coloured part.
  model::Recipe early = recipe_of(kAll);
  early.window.end_picture = 30;
  EXPECT_TRUE(read_clip(path, early).result.content.grey);
}

TEST_F(ClipReaderTest, CropsInDisplayedPixels) {
  Video video = h264();
  video.track.rotation_deg = 90;
  const fs::path path = write(video);
  model::Recipe recipe = recipe_of(kAll);
  recipe.region = model::Region{0, 0, 64, 10};
  const Reading reading = read_clip(path, recipe);
  ASSERT_EQ(reading.pictures.size(), 40U);
  EXPECT_EQ(reading.result.content.width, 64);
  EXPECT_EQ(reading.pictures[0].orientation, (sampling::Orientation{90, false}));
  EXPECT_EQ(reading.pictures[0].pixels.width, 10) << "as stored: the left edge";
  EXPECT_EQ(reading.pictures[0].pixels.height, 64);
  recipe.region = model::Region{0, 0, 96, 10};
  EXPECT_EQ(codes(read_clip(path, recipe)), (std::vector<std::string>{"region-outside"}));
}

TEST_F(ClipReaderTest, ReportsEmptyWindowsAndMissingStreams) {
  const fs::path path = write(h264());
  model::Recipe recipe;
  recipe.window.first_picture = 100;
  EXPECT_EQ(codes(read_clip(path, recipe)), (std::vector<std::string>{"window-empty"}));
  recipe = {};
  recipe.stream = 3;
  EXPECT_EQ(codes(read_clip(path, recipe)), (std::vector<std::string>{"stream-missing"}));
}

// Damage after the last frame is found only if every picture is decoded; the frames are the same.
TEST_F(ClipReaderTest, DecodingAllPicturesFindsAllDamage) {
  const fs::path path = write(h264());
  std::string bytes = base::read_text(path);
  const std::size_t data = bytes.find("mdat");
  const std::size_t size = bytes.find("moov") - data;
  bytes.replace(data + size * 8 / 10, size / 20, size / 20, '\xff');
  base::write_atomically(path, bytes);
  const model::Recipe early = recipe_of({model::Sampling::Kind::Every, 3, 0, 2, 3});
  const Reading some = read_clip(path, early);
  const Reading all = read_clip(path, early, media::kPacketBytesKept, true);
  EXPECT_EQ(codes(some), (std::vector<std::string>{}));
  EXPECT_EQ(codes(all), (std::vector<std::string>{"undecodable-pictures"}));
  EXPECT_TRUE(all.result.content.pictures_counted);
  ASSERT_EQ(numbers(all), (std::vector<std::int64_t>{0, 2, 4}));
  ASSERT_EQ(numbers(some), numbers(all));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(sampling::pixels_digest(some.pictures[i].pixels), sampling::pixels_digest(all.pictures[i].pixels));
  }
}

TEST_F(ClipReaderTest, RejectsLargePictures) {
  const auto object = base::open_to_read(write(h264()));
  model::ClipJob job;
  job.max_pixels = 1000;
  test::KeepingSink sink;
  const auto result = media::read_clip(object.get(), job, sink);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "worker-limit");
  EXPECT_TRUE(sink.pictures.empty());
}

/// Any bytes give frames or a finding, without a crash or hang.
void expect_survived(const fs::path& path, const std::string& content) {
  base::write_atomically(path, content);
  try {
    const Reading reading = read_clip(path, {});
    EXPECT_TRUE(!reading.pictures.empty() || !reading.result.findings.empty());
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::Unsupported) << error.what();
  }
}

TEST_F(ClipReaderTest, SurvivesCutAndDamagedFiles) {
  std::minstd_rand random(1);  // the same on every machine
  for (const auto& [encoder, container, format] :
       {std::tuple{"libx264", "mp4", "yuv420p"}, std::tuple{"mpeg4", "avi", "yuv420p"},
        std::tuple{"mpeg2video", "mpeg", "yuv420p"}, std::tuple{"gif", "gif", "pal8"}}) {
    Video video = h264();
    video.container = container;
    video.name = "whole";
    video.track.encoder = encoder;
    video.track.pixel_format = format;
    video.track.b_pictures = 0;
    video.pictures = 12;
    const std::string whole = base::read_text(write(video));
    for (int i = 0; i < 10; ++i) {
      expect_survived(folder_.path() / "cut", whole.substr(0, whole.size() * static_cast<std::size_t>(i) / 10));
    }
    for (int i = 0; i < 50; ++i) {
      std::string damaged = whole;
      for (int bit = 0; bit < 4; ++bit) {
        damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
      }
      expect_survived(folder_.path() / "damaged", damaged);
    }
  }
}

}  // namespace
