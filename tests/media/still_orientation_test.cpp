#include "media/still_orientation.h"

#include <gtest/gtest.h>

#include <string>

#include "base/file.h"
#include "media/input.h"
#include "media/still_size.h"
#include "support/support.h"

namespace {

using namespace std::string_literals;
using sampling::Orientation;

std::span<const std::uint8_t> bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// A directory with two entries; the second is the orientation.
std::string exif(char value, bool little) {
  return little ? "II*\0\x08\0\0\0\2\0\1\1\3\0\1\0\0\0\7\0\0\0\x12\1\3\0\1\0\0\0"s + value + "\0\0\0\0\0\0\0"s
                : "MM\0*\0\0\0\x08\0\2\1\1\0\3\0\0\0\1\0\7\0\0\1\x12\0\3\0\0\0\1\0"s + value + "\0\0\0\0\0\0"s;
}

TEST(StillOrientation, ReadsTheEightValuesOfExif) {
  const std::array<Orientation, 8> expected = {
      {{0, false}, {0, true}, {180, false}, {180, true}, {90, true}, {90, false}, {270, true}, {270, false}}};
  for (int value = 1; value <= 8; ++value) {
    for (const bool little : {true, false}) {
      const std::string block = exif(static_cast<char>(value), little);
      EXPECT_EQ(media::exif_orientation(bytes(block)), expected[static_cast<std::size_t>(value - 1)]) << value;
      EXPECT_EQ(media::exif_orientation(bytes("Exif\0\0"s + block)), expected[static_cast<std::size_t>(value - 1)]);
    }
  }
}

TEST(StillOrientation, IgnoresInvalidBlocks) {
  for (const char value : {'\0', '\x09'}) EXPECT_FALSE(media::exif_orientation(bytes(exif(value, true))));
  const std::string whole = exif('\6', true);
  for (std::size_t size = 0; size < 34; ++size) {
    const std::string cut = whole.substr(0, size);
    EXPECT_FALSE(media::exif_orientation(bytes(cut))) << size;
  }
  EXPECT_FALSE(media::exif_orientation(bytes("II*\0\xff\xff\xff\xff"s)));
}

class StillFile : public ::testing::Test {
 protected:
  explicit StillFile() : folder_(test::temporary_folder()) {}
  media::Input input(const std::string& content) {
    base::write_atomically(folder_.path() / "f", content);
    file_ = base::open_to_read(folder_.path() / "f");
    return media::Input(file_.get());
  }

 private:
  base::PrivateFolder folder_;
  base::Descriptor file_;
};

TEST_F(StillFile, ReadsChunksOfPngAndWebp) {
  const std::string block = exif('\6', false);
  const std::string size(1, static_cast<char>(block.size()));
  const std::string png = "\x89PNG\r\n\x1a\n\0\0\0\1IDATx1234\0\0\0"s + size + "eXIf" + block + "1234\0\0\0\0IEND1234"s;
  EXPECT_EQ(media::still_orientation(input(png), "png_pipe"), (Orientation{90, false}));
  const std::string webp = "RIFF\0\0\0\0WEBPVP8L\1\0\0\0x\0EXIF"s + size + "\0\0\0"s + block;
  EXPECT_EQ(media::still_orientation(input(webp), "webp_pipe"), (Orientation{90, false}));
  EXPECT_FALSE(media::still_orientation(input(png), "jpeg_pipe"));
  EXPECT_FALSE(media::still_orientation(input(png.substr(0, 30)), "png_pipe"));
}

TEST_F(StillFile, ReadsSizesFromHeaders) {
  const auto size = [&](const std::string& content, const std::string& container) {
    const auto found = media::still_size(input(content), container);
    return found ? std::to_string(found->width) + "x" + std::to_string(found->height) : "";
  };
  EXPECT_EQ(size("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\1\0\0\0\0\1\2"s, "png_pipe"), "65536x258");
  EXPECT_EQ(size("BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\xf0\xff\xff\xff"s, "bmp_pipe"), "16x16");
  EXPECT_EQ(size("\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x0b\x08\x10\x20\x01\x40"s, "jpeg_pipe"), "320x4128");
  EXPECT_EQ(size("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\x0f\0\0"s, "webp_pipe"), "16384x16");
  EXPECT_EQ(size("\x89PNG", "png_pipe"), "");
  EXPECT_EQ(size("GIF89a\1\0\1\0\0\0\0"s, "gif"), "");
}

}  // namespace
