// The decoder reads what the encoder writes, and rejects damaged and huge files.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "still/decoder.h"
#include "still/encoder.h"

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

std::vector<std::uint8_t> encoded(const model::Picture& picture, model::StillFormat format) {
  still::Encoder encoder;
  encoder.encode(pattern(64, 64, 3), format);  // leftovers of a larger picture in the buffers must not show
  const auto bytes = encoder.encode(picture, format);
  return {bytes.begin(), bytes.end()};
}

TEST(Stills, PngKeepsEveryPixel) {
  for (const int channels : {1, 3}) {
    const model::Picture picture = pattern(37, 23, channels);
    const model::Picture back = still::decode(encoded(picture, model::StillFormat::Png), "a.png");
    ASSERT_EQ(back.width, 37);
    ASSERT_EQ(back.height, 23);
    ASSERT_EQ(back.channels, channels);
    for (int y = 0; y < 23; ++y) EXPECT_TRUE(std::ranges::equal(back.row_span(y), picture.row_span(y))) << y;
  }
}

TEST(Stills, JpegIsClose) {
  model::Picture picture(40, 24, 1);
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 40; ++x) picture.row(y)[x] = static_cast<std::uint8_t>(4 * x + y);
  }
  const model::Picture back = still::decode(encoded(picture, model::StillFormat::Jpeg95), "a.jpg");
  ASSERT_EQ(back.channels, 1);
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 40; ++x) EXPECT_LE(std::abs(back.row(y)[x] - picture.row(y)[x]), 6);
  }
}

TEST(Stills, RejectsDamagedAndHugeFiles) {
  for (const auto format : {model::StillFormat::Png, model::StillFormat::Jpeg95}) {
    auto bytes = encoded(pattern(37, 23, 3), format);
    EXPECT_THROW(still::decode(bytes, "large", 37 * 23 - 1), base::Error);
    bytes.resize(20);
    EXPECT_THROW(still::decode(bytes, "cut"), base::Error);
  }
  EXPECT_THROW(still::decode(std::vector<std::uint8_t>{'G', 'I', 'F'}, "other"), base::Error);
}

}  // namespace
