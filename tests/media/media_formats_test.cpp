#include "model/media_format.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "media/reading.h"
#include "media/video_writer.h"
#include "support/support.h"

namespace {

/// How to write a file of a format, by libavformat's name of its demuxer.
struct Writing {
  std::string container;
  std::string encoder;
  std::string pixel_format;
  media::CodecOptions options = {};
};

const std::map<std::string_view, Writing> kWritings = {
    {"mov,mp4,m4a,3gp,3g2,mj2", {"mov", "libx264", "yuv420p"}},
    {"avi", {"avi", "mpeg4", "yuv420p"}},
    {"mpeg", {"mpeg", "mpeg2video", "yuv420p"}},
    {"mpegts", {"mpegts", "libx264", "yuv420p"}},
    {"mpegvideo", {"mpeg2video", "mpeg2video", "yuv420p"}},
    {"matroska,webm", {"matroska", "ffv1", "yuv420p"}},
    {"gif", {"gif", "gif", "pal8"}},
    {"asf", {"asf", "wmv2", "yuv420p"}},
    {"flv", {"flv", "flv", "yuv420p"}},
    {"ogg", {"ogg", "libtheora", "yuv420p"}},
    {"jpeg_pipe", {"image2", "mjpeg", "yuvj420p", {{"update", "1"}}}},
    {"png_pipe", {"image2", "png", "gray", {{"update", "1"}}}},
    {"bmp_pipe", {"image2", "bmp", "bgr24", {{"update", "1"}}}},
    {"webp_pipe", {"image2", "libwebp", "bgra", {{"update", "1"}}}},
};

void write(const std::filesystem::path& path, const Writing& writing) {
  media::VideoWriter writer(path, writing.container, writing.options);
  media::VideoTrack track;
  track.encoder = writing.encoder;
  track.pixel_format = writing.pixel_format;
  track.width = 64;
  track.height = 48;
  const int number = writer.add_video(track);
  model::Picture picture(64, 48, 1);
  for (int y = 0; y < 48; ++y) std::fill_n(picture.row(y), 64, static_cast<std::uint8_t>(5 * y));
  const int pictures = writing.container == "image2" ? 1 : 10;
  for (int i = 0; i < pictures; ++i) writer.write(number, picture, i);
  writer.finish();
}

// Every supported extension can be read, and matches the content.
TEST(MediaFormats, ReadsAFileOfEachFormat) {
  const auto folder = test::temporary_folder();
  for (const model::MediaFormat& format : model::media_formats()) {
    ASSERT_TRUE(kWritings.contains(format.demuxer)) << format.demuxer;
    std::istringstream extensions{std::string(format.extensions)};
    for (std::string extension; extensions >> extension;) {
      const auto path = folder.path() / ("clip." + extension);
      write(path, kWritings.at(format.demuxer));
      const test::Reading reading = test::read_clip(path, {});
      EXPECT_FALSE(reading.pictures.empty()) << path;
      EXPECT_EQ(reading.result.header.container, format.demuxer) << path;
      for (const model::Finding& finding : reading.result.findings)
        ADD_FAILURE() << path << finding.code << finding.message;
      EXPECT_TRUE(model::is_media_extension(extension));
      EXPECT_TRUE(model::unread_format(extension).empty());
    }
  }
}

TEST(MediaFormats, NamesUnsupportedFormats) {
  EXPECT_EQ(model::unread_format("tiff"), "TIFF");
  EXPECT_EQ(model::unread_format("txt"), "");
  EXPECT_EQ(model::unread_format(""), "");
  EXPECT_FALSE(model::is_media_extension(""));
  EXPECT_FALSE(model::is_media_extension("tiff"));
}

}  // namespace
