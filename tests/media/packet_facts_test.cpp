#include "media/packet_facts.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using media::PacketFacts;
using Bytes = std::vector<std::uint8_t>;

PacketFacts h264(const Bytes& packet, int length_bytes) {
  PacketFacts facts;
  media::scan_h264(packet, {length_bytes}, facts);
  return facts;
}

TEST(H264Packet, IdrPictureOfTwoSlicesIsARandomAccessPoint) {
  const PacketFacts facts = h264({0, 0, 0, 2, 0x65, 0x88, 0, 0, 0, 2, 0x65, 0x41}, 4);
  EXPECT_TRUE(facts.one_picture);
  EXPECT_TRUE(facts.random_access_point);
  EXPECT_FALSE(facts.parameter_sets);
}

TEST(H264Packet, RecognisesStartCodesAndParameterSets) {
  const PacketFacts facts = h264({0, 0, 0, 1, 0x67, 0x42, 0, 0, 1, 0x68, 0xce, 0, 0, 1, 0x65, 0x88, 0x80}, 0);
  EXPECT_TRUE(facts.one_picture);
  EXPECT_TRUE(facts.random_access_point);
  EXPECT_TRUE(facts.parameter_sets);
}

TEST(H264Packet, NonIdrPictureIsNotARandomAccessPoint) {
  const PacketFacts facts = h264({0, 2, 0x41, 0x9a}, 2);
  EXPECT_TRUE(facts.one_picture);
  EXPECT_FALSE(facts.random_access_point);
}

TEST(H264Packet, TwoFieldsOrBrokenLengthsAreNotOnePicture) {
  EXPECT_FALSE(h264({0, 2, 0x65, 0x88, 0, 2, 0x41, 0x9a}, 2).one_picture);
  EXPECT_FALSE(h264({0, 9, 0x65, 0x88}, 2).one_picture);
  EXPECT_FALSE(h264({0}, 2).one_picture);
  EXPECT_FALSE(h264({}, 4).one_picture);
}

TEST(H264Layout, ReadsTheSizeOfLengths) {
  EXPECT_EQ(media::h264_layout(Bytes{1, 100, 0, 31, 0xff, 0xe1, 0}).length_bytes, 4);
  EXPECT_EQ(media::h264_layout(Bytes{0, 0, 0, 1, 0x67, 0x42, 0}).length_bytes, 0);
  EXPECT_EQ(media::h264_layout({}).length_bytes, 0);
}

TEST(JpegPacket, OneWithItsOwnTablesIsIndependent) {
  PacketFacts facts;
  media::scan_jpeg(Bytes{0xff, 0xd8, 0xff, 0xdb, 0, 3, 0, 0xff, 0xda, 0, 2}, facts);
  EXPECT_TRUE(facts.one_picture);
  PacketFacts without;
  media::scan_jpeg(Bytes{0xff, 0xd8, 0xff, 0xda, 0, 2}, without);
  EXPECT_FALSE(without.one_picture);
}

}  // namespace
