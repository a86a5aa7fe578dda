#include "media/file_kind.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::string_literals;

/// "code: message"; empty: libavformat decides.
std::string refusal(const std::string& start) {
  const auto refused = media::refuse_kind({reinterpret_cast<const std::uint8_t*>(start.data()), start.size()});
  return refused ? refused->code + ": " + refused->message : "";
}

std::string at(std::size_t place, const std::string& bytes) { return std::string(place, '\1') + bytes; }

TEST(FileKind, NamesUnsupportedFormats) {
  const auto says = [](const std::string& name) {
    return "unsupported: the content is " + name + ", which is not supported";
  };
  EXPECT_EQ(refusal("\0\0\0\x18"s + "ftypheic\0\0\0\0"s), says("HEIC"));
  EXPECT_EQ(refusal("\0\0\0\x18"s + "ftypavif"), says("AVIF"));
  EXPECT_EQ(refusal("\xff\x0a\x01"), says("JPEG XL"));
  EXPECT_EQ(refusal("RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0"s), says("an animated WebP"));
  EXPECT_EQ(refusal("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR0123456789abc0123\0\0\0\x08"s + "acTL"),
            says("an animated PNG (APNG)"));
  EXPECT_EQ(refusal("II*\0\x08\0\0\0"s), says("TIFF or a camera raw picture"));
  EXPECT_EQ(refusal(at(128, "DICM\2")), says("DICOM"));
  EXPECT_EQ(refusal("%PDF-1.7\n%\xe2\xe3"), says("PDF"));
  EXPECT_EQ(refusal("PK\x03\x04\x14"), says("a ZIP archive"));
  EXPECT_EQ(refusal("\x1f\x8b\x08"), says("a gzip archive"));
  EXPECT_EQ(refusal(at(257, "ustar")), says("a tar archive"));
  EXPECT_EQ(refusal("P5\n4 4\n255\n\1\2"), says("PGM"));
  EXPECT_EQ(refusal("Salted__\1\2"), says("encrypted (OpenSSL)"));
  EXPECT_EQ(refusal("RIFF\x10\0\0\0WAVEfmt "s), "audio-only: the content is sound (WAV)");
}

TEST(FileKind, TellsHowToFetchPointers) {
  EXPECT_EQ(refusal("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
            "pointer-file: a Git LFS pointer: fetch the content with git lfs pull");
  EXPECT_EQ(refusal("/annex/objects/SHA256E-s1--0.mp4\n"),
            "pointer-file: a git-annex pointer: fetch the content with git annex get");
  EXPECT_EQ(refusal("outs:\n- md5: 0\n").substr(0, 13), "pointer-file:");
}

TEST(FileKind, DistinguishesEmptyTextAndPages) {
  EXPECT_EQ(refusal(""), "empty-file: the file is empty");
  EXPECT_EQ(refusal(std::string(4096, '\0')).substr(0, 10), "not-media:");
  EXPECT_EQ(refusal("\n<!DOCTYPE html>\n<html>"), "not-media: the content is a web page (HTML)");
  EXPECT_EQ(refusal("{\"error\": \"no\"}\n"), "not-media: the content is text");
}

TEST(FileKind, LeavesMediaToLibavformat) {
  EXPECT_EQ(refusal("\0\0\0\x20"s + "ftypisom\0\0\2\0"s), "");
  EXPECT_EQ(refusal("\x1a\x45\xdf\xa3\x9f"), "");
  EXPECT_EQ(refusal("RIFF\x10\0\0\0AVI LIST"s), "");
  EXPECT_EQ(refusal("RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0"s), "");
  EXPECT_EQ(refusal("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR0123456789abc0123\0\0\0\x08IDATacTL"s), "");
  EXPECT_EQ(refusal("GIF89a\1\0\1\0"s), "");
  EXPECT_EQ(refusal("\0\0\1\xba"s), "");
}

}  // namespace
