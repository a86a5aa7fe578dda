#include "media/still.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "media/pixels_digest.h"
#include "reading.h"
#include "support/support.h"

namespace {

model::Picture pattern(int width, int height, int channels) {
  model::Picture picture(width, height, channels);
  for (int y = 0; y < height; ++y) {
    for (std::size_t i = 0; i < picture.row_bytes(); ++i) {
      picture.row(y)[i] = static_cast<std::uint8_t>(static_cast<int>(i) * 3 + y * 5 + static_cast<int>(i) * y / 7);
    }
  }
  return picture;
}

test::Reading round_trip(const model::Picture& picture, model::StillFormat format) {
  media::StillEncoder encoder;
  encoder.encode(pattern(64, 64, 3), format);  // buffers of an earlier, larger picture must not show
  const auto bytes = encoder.encode(picture, format);
  const auto folder = test::temporary_folder();
  const auto path = folder.path() / ("a" + std::string(model::extension(format)));
  base::write_atomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  model::Recipe recipe;
  recipe.channels = picture.channels == 1 ? model::Channels::Grey : model::Channels::Rgb;
  return test::read_clip(path, recipe);
}

TEST(Stills, PngKeepsEveryPixel) {
  for (const int channels : {1, 3}) {
    const model::Picture picture = pattern(37, 23, channels);
    const auto reading = round_trip(picture, model::StillFormat::Png);
    ASSERT_EQ(reading.pictures.size(), 1U);
    EXPECT_EQ(media::pixels_digest(reading.pictures[0].pixels), media::pixels_digest(picture));
    EXPECT_TRUE(reading.result.findings.empty());
  }
}

TEST(Stills, JpegIsNear) {
  model::Picture picture(40, 24, 1);
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 40; ++x) picture.row(y)[x] = static_cast<std::uint8_t>(4 * x + y);
  }
  const auto reading = round_trip(picture, model::StillFormat::Jpeg95);
  ASSERT_EQ(reading.pictures.size(), 1U);
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 40; ++x) EXPECT_LE(std::abs(reading.pictures[0].pixels.row(y)[x] - picture.row(y)[x]), 6);
  }
}

TEST(Stills, TheDigestIsOfSizeAndPixelsWithoutPadding) {
  model::Picture picture(2, 1, 1);
  picture.row(0)[0] = 'a';
  picture.row(0)[1] = 'b';
  picture.row(0)[2] = 'x';
  EXPECT_EQ(media::pixels_digest(picture), base::sha256("2 1 1\nab"));
}

}  // namespace
