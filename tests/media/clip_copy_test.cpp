// A copied clip decodes to its own pictures, and says nothing else.
#include "media/clip_copy.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/folder.h"
#include "media/video_writer.h"
#include "reading.h"
#include "support/support.h"

namespace {

const model::Sampling kPicturesToCopy{.kind = model::Sampling::Kind::All, .maximum = 0};

/// 24 pictures with intra pictures at 0 and 12, each 3 units of time after the last.
std::filesystem::path recording(const std::filesystem::path& folder, const std::string& encoder, int b_pictures = 0) {
  const auto path = folder / (encoder + ".mkv");
  media::VideoWriter writer(path, "matroska");
  media::VideoTrack track;
  track.encoder = encoder;
  track.width = 32;
  track.height = 24;
  track.b_pictures = b_pictures;
  if (encoder == "libx264") track.options = {{"x264-params", "open-gop=0:scenecut=0"}};
  const int number = writer.add_video(track);
  for (int i = 0; i < 24; ++i) {
    model::Picture picture(32, 24, 1);
    for (int y = 0; y < 24; ++y) std::fill_n(picture.row(y), 32, static_cast<std::uint8_t>(10 * i + y / 3));
    writer.write(number, picture, 100 + 3 * i);
  }
  writer.finish();
  return path;
}

struct Copied {
  model::ClipResult result;
  std::filesystem::path path;
  std::string refusal() const { return result.findings.empty() ? "" : result.findings.front().message; }
};

Copied copy(const std::filesystem::path& from, const model::Recipe& recipe, const std::string& name = "copy.mkv") {
  Copied copied{{}, from.parent_path() / name};
  std::filesystem::remove(copied.path);
  const base::Descriptor object = base::open_to_read(from);
  const base::Descriptor file = base::Folder(from.parent_path()).create_file(name, 0644);
  media::Output output(file.get());
  model::ClipJob job;
  job.clip = "clip";
  job.recipe = recipe;
  copied.result = media::copy_clip(object.get(), job, output);
  return copied;
}

model::Recipe all_pictures() {
  model::Recipe recipe;
  recipe.sampling = kPicturesToCopy;
  return recipe;
}

model::Recipe window(std::int64_t first, std::int64_t end) {
  model::Recipe recipe = all_pictures();
  recipe.window.first_picture = first;
  recipe.window.end_picture = end;
  return recipe;
}

void expect_pictures(const Copied& copied, const test::Reading& original, std::size_t first, std::size_t count) {
  ASSERT_TRUE(copied.result.findings.empty()) << copied.refusal();
  ASSERT_EQ(copied.result.frames.size(), count);
  const test::Reading again = test::read_clip(copied.path, all_pictures());
  ASSERT_EQ(again.pictures.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& was = original.pictures[first + i];
    EXPECT_EQ(again.pictures[i].pixels.bytes, was.pixels.bytes) << i;
    EXPECT_EQ(again.pictures[i].pts, was.pts - original.pictures[first].pts) << i;
    EXPECT_EQ(copied.result.frames[i].picture, was.picture);
    EXPECT_EQ(copied.result.frames[i].pts, was.pts);
  }
}

TEST(ClipCopy, HasAllPicturesFromTimeZero) {
  const base::PrivateFolder folder = test::temporary_folder();
  for (const int b_pictures : {0, 2}) {
    const auto path = recording(folder.path(), "libx264", b_pictures);
    expect_pictures(copy(path, all_pictures()), test::read_clip(path, all_pictures()), 0, 24);
    std::filesystem::remove(path);
  }
}

TEST(ClipCopy, HasOnlyThePicturesOfItsWindow) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = recording(folder.path(), "libx264");
  const test::Reading original = test::read_clip(path, all_pictures());
  expect_pictures(copy(path, window(12, 20)), original, 12, 8);
  expect_pictures(copy(path, window(0, 5)), original, 0, 5);
  EXPECT_NE(copy(path, window(5, 20)).refusal().find("outside of its window"), std::string::npos);
}

TEST(ClipCopy, HasNoTextOfTheEncoderOrTheContainer) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = recording(folder.path(), "libx264");
  ASSERT_NE(base::read_text(path).find("x264 - core"), std::string::npos) << "the test needs an SEI message with text";
  const Copied copied = copy(path, all_pictures());
  EXPECT_EQ(base::read_text(copied.path).find("x264"), std::string::npos);
  EXPECT_EQ(base::read_text(copied.path), base::read_text(copy(path, all_pictures(), "again.mkv").path));
}

TEST(ClipCopy, RefusesWhatItCannotCopy) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto path = recording(folder.path(), "libx264");
  model::Recipe cropped = all_pictures();
  cropped.region = model::Region{0, 0, 16, 16};
  EXPECT_NE(copy(path, cropped).refusal().find("a region"), std::string::npos);
  EXPECT_NE(copy(recording(folder.path(), "mpeg4"), all_pictures()).refusal().find("mpeg4"), std::string::npos);
}

}  // namespace
