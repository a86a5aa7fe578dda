// A stream that is copied to another container, or cut without decoding, must be recognised by its packets.
#include "media/key_packets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "media/libav.h"
#include "media/picture_payload.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// Codec parameters without a file.
struct Parameters {
  explicit Parameters(AVCodecID codec, Bytes extra = {}) : extradata(std::move(extra)) {
    value.codec_id = codec;
    value.extradata = extradata.data();
    value.extradata_size = static_cast<int>(extradata.size());
  }
  Bytes extradata;
  AVCodecParameters value{};
};

struct Found {
  bool key;
  Bytes payload;
  bool operator==(const Found&) const = default;
};

Found find(const Parameters& parameters, const Bytes& packet, bool flagged = false) {
  const auto payload = media::PayloadFinder(parameters.value).find(packet, flagged);
  Found found{payload.key, {}};
  for (const auto& piece : payload.pieces) found.payload.insert(found.payload.end(), piece.begin(), piece.end());
  return found;
}

const Bytes kStart4 = {0, 0, 0, 1};
const Bytes kStart3 = {0, 0, 1};
// first_mb_in_slice 0 and slice_type 7 (I) are 1 0001000, slice_type 5 (P) 1 00110.
const Bytes kIntraSlice = {0x65, 0x88, 0x80, 0x11, 0x22};
const Bytes kPredictedSlice = {0x41, 0x98, 0x80, 0x33};
const Bytes kSequenceSet = {0x67, 1, 2, 3};
const Bytes kPictureSet = {0x68, 4, 5};
const Bytes kMessage = {0x06, 9, 9};
const Bytes kDelimiter = {0x09, 0x10};
const Bytes kAvcc = {1, 66, 0, 30, 0xff, 0xe1, 0};

TEST(PicturePayload, H264IsTheSameWithLengthsAndStartCodes) {
  const Parameters mp4(AV_CODEC_ID_H264, kAvcc);
  const Parameters ts(AV_CODEC_ID_H264);
  const Found by_length = find(mp4, joined({{0, 0, 0, 3}, kMessage, {0, 0, 0, 5}, kIntraSlice}));
  EXPECT_TRUE(by_length.key);
  EXPECT_EQ(by_length.payload, kIntraSlice);
  const Bytes stream = joined({kStart4, kDelimiter, kStart4, kSequenceSet, kStart4, kPictureSet, kStart3, kIntraSlice});
  EXPECT_EQ(find(ts, stream), by_length);
  EXPECT_EQ(find(ts, joined({stream, {0, 0}})), by_length) << "zeros between units are ignored";
  EXPECT_FALSE(find(ts, joined({kStart4, kPredictedSlice}), true).key) << "the bytes decide, not the container's flag";
  EXPECT_FALSE(find(ts, joined({kStart4, kIntraSlice, kStart3, kPredictedSlice})).key) << "one slice is predicted";
}

TEST(PicturePayload, RejectsTruncatedAndInvalidPackets) {
  const Parameters mp4(AV_CODEC_ID_H264, kAvcc);
  EXPECT_FALSE(find(mp4, {0, 0, 0, 200, 0x65}).key);
  EXPECT_FALSE(find(mp4, {0xff, 0xff, 0xff, 0xff}).key);
  EXPECT_FALSE(find(mp4, {}).key);
  EXPECT_TRUE(find(Parameters(AV_CODEC_ID_H264), {1, 2, 3}, true).payload.empty());
  EXPECT_TRUE(find(Parameters(AV_CODEC_ID_AV1), {0x32, 0xff, 0xff}, true).payload.empty());
}

TEST(PicturePayload, Mpeg2StartsAtThePicture) {
  const Parameters stream(AV_CODEC_ID_MPEG2VIDEO);
  const Bytes sequence = {0, 0, 1, 0xb3, 1, 1, 1, 1};
  const Bytes extension = {0, 0, 1, 0xb5, 7};
  const Bytes group = {0, 0, 1, 0xb8, 0, 8};
  const Bytes picture = {0, 0, 1, 0x00, 0, 0x0f, 0xff, 0xf8};
  const Bytes slice = {0, 0, 1, 0x01, 5, 6, 7};
  const Found whole = find(stream, joined({sequence, extension, group, picture, extension, slice}));
  EXPECT_TRUE(whole.key);
  EXPECT_EQ(find(stream, joined({picture, extension, slice, {0, 0, 1, 0xb7}})), whole);
}

TEST(PicturePayload, Mpeg4IsTheFirstPlane) {
  const Parameters stream(AV_CODEC_ID_MPEG4);
  const Bytes layer = {0, 0, 1, 0x20, 8, 8};
  const Bytes intra = {0, 0, 1, 0xb6, 0x10, 5, 6};
  const Bytes bidirectional = {0, 0, 1, 0xb6, 0x90, 5};
  const Found alone = find(stream, intra);
  EXPECT_TRUE(alone.key);
  EXPECT_EQ(find(stream, joined({layer, intra, bidirectional})), alone);
  EXPECT_FALSE(find(stream, bidirectional).key);
}

TEST(PicturePayload, JpegOmitsTablesThatContainersDrop) {
  const Parameters stream(AV_CODEC_ID_MJPEG);
  const Bytes start = {0xff, 0xd8};
  const Bytes application = {0xff, 0xe0, 0, 4, 'A', 'V'};
  const Bytes comment = {0xff, 0xfe, 0, 3, 'x'};
  const Bytes huffman = {0xff, 0xc4, 0, 4, 1, 2};
  const Bytes quantisation = {0xff, 0xdb, 0, 4, 1, 2};
  const Bytes scan = {0xff, 0xda, 0, 3, 1, 8, 9, 0xff, 0xd9};
  const Found whole = find(stream, joined({start, application, quantisation, huffman, comment, scan}));
  EXPECT_TRUE(whole.key);
  EXPECT_EQ(find(stream, joined({start, quantisation, scan, {0}})), whole);
}

TEST(PicturePayload, Av1OmitsDelimitersAndSequences) {
  const Parameters stream(AV_CODEC_ID_AV1);
  const Bytes frame = {0x32, 3, 7, 8, 9};  // with its size
  const Bytes last = {0x30, 7, 8, 9};      // the last one may have no size
  const Found alone = find(stream, frame, true);
  EXPECT_EQ(alone.payload, (Bytes{7, 8, 9}));
  EXPECT_EQ(find(stream, joined({{0x12, 0}, {0x0a, 2, 5, 5}, last}), true), alone);
}

TEST(PicturePayload, IsTheWholePacketForOtherCodecs) {
  EXPECT_EQ(find(Parameters(AV_CODEC_ID_FFV1), {1, 2, 3}, true), (Found{true, {1, 2, 3}}));
  EXPECT_EQ(find(Parameters(AV_CODEC_ID_VP8), {0x10, 2, 3}), (Found{true, {0x10, 2, 3}}));
  EXPECT_FALSE(find(Parameters(AV_CODEC_ID_VP8), {0x11, 2, 3}, true).key);
}

/// Ten pictures of `bytes` bytes with a key picture every five.
class KeyPacketsTest : public testing::Test {
 protected:
  void see(std::size_t bytes) {
    for (int i = 0; i < 10; ++i) {
      Bytes data(bytes, static_cast<std::uint8_t>(i));
      AVPacket packet{};
      packet.data = data.data();
      packet.size = static_cast<int>(bytes);
      packet.flags = i % 5 == 0 ? AV_PKT_FLAG_KEY : 0;
      keys.see(packet);
      media::PacketFacts fact;
      fact.pts = i;
      facts.push_back(fact);
    }
  }
  std::size_t count(const model::Window& window) { return keys.of_window(facts, window, base::Rational(1)).size(); }

  Parameters parameters{AV_CODEC_ID_FFV1};
  media::KeyPackets keys{parameters.value};
  std::vector<media::PacketFacts> facts;
};

TEST_F(KeyPacketsTest, WindowHasItsKeyPicturesAndTheOneBefore) {
  see(media::kMinKeyBytes);
  model::Window window;
  EXPECT_EQ(count(window), 2U);
  window.first_picture = 1;
  window.end_picture = 5;
  EXPECT_EQ(count(window), 1U) << "the key picture that picture 1 needs";
  window.end_picture = 6;
  EXPECT_EQ(count(window), 2U);
  window.first_picture = 5;
  EXPECT_EQ(count(window), 1U);
  window.first_picture = 20;
  window.end_picture.reset();
  EXPECT_EQ(count(window), 0U);
}

TEST_F(KeyPacketsTest, IgnoresAWindowInSecondsWithoutTimes) {
  see(media::kMinKeyBytes);
  for (media::PacketFacts& fact : facts) fact.pts = media::kNoTime;
  model::Window window;
  window.from_s = base::Rational(8);
  EXPECT_EQ(count(window), 2U) << "more than asked for, never less";
}

TEST_F(KeyPacketsTest, IgnoresSmallPackets) {
  see(media::kMinKeyBytes - 1);
  EXPECT_EQ(count({}), 0U);
}

}  // namespace
