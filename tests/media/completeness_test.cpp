#include "media/completeness.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "media/input.h"
#include "support/support.h"

namespace {

using namespace std::string_literals;

media::Missing ending(const std::string& content, const std::string& container) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", content);
  const auto file = base::open_to_read(folder.path() / "f");
  return media::missing_end(media::Input(file.get()), container);
}

bool missing(const std::string& content, const std::string& container) {
  return ending(content, container).has_value();
}

/// An Ogg page of one segment; `last` ends its stream.
std::string ogg_page(bool last) {
  return "OggS\0"s + (last ? '\x04' : '\0') + std::string(8, '\0') + "abcd"s + std::string(8, '\0') + "\x01\x04page"s;
}

/// A complete file is accepted, and a file without its last byte rejected.
void expect_told(const std::string& whole, const std::string& container) {
  EXPECT_FALSE(missing(whole, container)) << container;
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 1), container)) << container;
}

TEST(Completeness, DetectsAMissingLastByte) {
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
  expect_told("BM\x0a\0\0\0data"s, "bmp_pipe");
  expect_told(ogg_page(false) + ogg_page(true), "ogg");
  expect_told("FLV\x01\x01\0\0\0\x09\0\0\0\0\x09\0\0\x04\0\0\0\0\0\0\0data"s, "flv");
  expect_told("\x36\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c\x1c\0\0\0\0\0\0\0data"s, "asf");
  expect_told(std::string(1, 'G') + std::string(187, '-') + std::string(1, 'G') + std::string(187, '-') +
                  std::string(1, 'G') + std::string(187, '-') + std::string(1, 'G') + std::string(187, '-'),
              "mpegts");
}

TEST(Completeness, DetectsAMissingLastOggPage) {
  EXPECT_FALSE(missing(ogg_page(false) + ogg_page(true), "ogg"));
  EXPECT_TRUE(missing(ogg_page(true) + ogg_page(false).replace(14, 4, "efgh"), "ogg")) << "another stream continues";
  EXPECT_TRUE(missing(ogg_page(false), "ogg"));
}

TEST(Completeness, ChecksClustersWithoutSize) {
  const std::string live = "\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\xff\xa3\x84"s + "data";
  expect_told(live, "matroska,webm");
}

TEST(Completeness, DistinguishesMissingPicturesFromTrailers) {
  const auto behind = [](const std::string& content, const std::string& container) {
    const media::Missing found = ending(content, container);
    return found && found->after_pictures;
  };
  const std::string mov = "mov,mp4,m4a,3gp,3g2,mj2";
  EXPECT_TRUE(behind("\0\0\0\x0cmdatABCD\0\0\0\x0c"s + "mfraAB", mov));
  EXPECT_FALSE(behind("\0\0\0\x0cmdatABCD\0\0\0\x0c"s + "moofAB", mov));
  EXPECT_TRUE(behind("RIFF\x1c\0\0\0AVI LIST\x08\0\0\0movi1234idx1\x08\0\0\0ABCDE"s, "avi"));
  EXPECT_FALSE(behind("RIFF\x1c\0\0\0AVI LIST\x08\0\0\0movi12"s, "avi"));
  const std::string cluster = "\x1f\x43\xb6\x75\x84"s + "data";
  EXPECT_TRUE(behind("\x18\x53\x80\x67\x92"s + cluster + "\x1c\x53\xbb\x6b\x84"s + "da", "matroska,webm"));
  EXPECT_FALSE(behind("\x18\x53\x80\x67\x92"s + cluster + "\x1f\x43\xb6\x75\x84"s + "da", "matroska,webm"));
  EXPECT_FALSE(behind("\x18\x53\x80\x67\x92"s + cluster, "matroska,webm")) << "a cluster may be missing";
}

TEST(Completeness, DistinguishesMissingGifTrailersFromBlocks) {
  const std::string whole = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;"s;
  EXPECT_FALSE(missing(whole, "gif"));
  EXPECT_FALSE(missing(whole.substr(0, whole.size() - 1), "gif"));
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 2), "gif"));
  EXPECT_TRUE(missing(whole.substr(0, whole.size() - 3), "gif"));
}

TEST(Completeness, SurvivesHostileSizes) {
  const std::string ones(64, '\xff');
  const std::string zeros(64, '\0');
  for (const char* container : {"mov,mp4,m4a,3gp,3g2,mj2", "avi", "webp_pipe", "png_pipe", "jpeg_pipe", "mpeg",
                                "mpegts", "matroska,webm", "gif", "asf", "flv", "ogg", "bmp_pipe"}) {
    missing(ones, container);
    missing(zeros, container);
    missing("", container);
  }
}

}  // namespace
