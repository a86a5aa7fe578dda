#include "media/completeness.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "media/input.h"
#include "support/support.h"

namespace {

using namespace std::string_literals;

bool missing(const std::string& content, const std::string& container) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", content);
  const auto file = base::open_to_read(folder.path() / "f");
  return media::missing_end(media::Input(file.get()), container).has_value();
}

/// Whole it is whole, and shorter by one byte it is not.
void expect_told(const std::string& whole, const std::string& container) {
  EXPECT_FALSE(missing(whole, container)) << container;
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 1), container)) << container;
}

TEST(Completeness, AMissingByteAtTheEndIsTold) {
  expect_told(
      "\0\0\0\x08"s
      "ftyp\0\0\0\x0cmdatABCD"s,
      "mov,mp4,m4a,3gp,3g2,mj2");
  expect_told(
      "\0\0\0\x01mdat\0\0\0\0\0\0\0\x14"s
      "ABCD",
      "mov,mp4,m4a,3gp,3g2,mj2");
  expect_told("RIFF\x14\0\0\0AVI LIST\x08\0\0\0movi1234"s, "avi");
  expect_told("RIFF\x08\0\0\0WEBP1234"s, "webp_pipe");
  expect_told("\x89PNG\r\n\x1a\n\0\0\0\0IENDcrc."s, "png_pipe");
  expect_told(
      "\xff\xd8\xff\xda\0\x02"s
      "data\xff\xd9",
      "jpeg_pipe");
  expect_told(
      "\0\0\x01\xe0\0\x04"s
      "data",
      "mpeg");
  expect_told(
      "\x18\x53\x80\x67\x84"s
      "data",
      "matroska,webm");
}

TEST(Completeness, AGifMayLackItsTrailerButNotHalfABlock) {
  const std::string whole = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;"s;
  EXPECT_FALSE(missing(whole, "gif"));
  EXPECT_FALSE(missing(whole.substr(0, whole.size() - 1), "gif"));
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 2), "gif"));
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 3), "gif"));
}

TEST(Completeness, HostileSizesDoNotHangOrCrash) {
  const std::string ones(64, '\xff');
  const std::string zeros(64, '\0');
  for (const char* container : {"mov,mp4,m4a,3gp,3g2,mj2", "avi", "webp_pipe", "png_pipe", "jpeg_pipe", "mpeg",
                                "mpegts", "matroska,webm", "gif", "asf"}) {
    missing(ones, container);
    missing(zeros, container);
    missing("", container);
  }
}

}  // namespace
