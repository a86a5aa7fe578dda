// Random access points of MPEG-4 streams, and streams that must be decoded completely.
#include "media/mpeg4_packet.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using media::Mpeg4Scanner;
using media::PacketFacts;
using Bytes = std::vector<std::uint8_t>;

Bytes unit(std::uint8_t code, std::uint8_t first, std::size_t size) {
  Bytes bytes{0, 0, 1, code};
  bytes.resize(4 + size, 0xaa);
  if (size > 0) bytes[4] = first;
  return bytes;
}

Bytes operator+(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const Bytes kLayer = unit(0x20, 0x08, 9);
const Bytes kIntra = unit(0xb6, 0x10, 40);
const Bytes kPredicted = unit(0xb6, 0x50, 40);
const Bytes kBidirectional = unit(0xb6, 0x90, 40);

PacketFacts scan(Mpeg4Scanner& scanner, const Bytes& packet) {
  PacketFacts facts;
  scanner.scan(packet, facts);
  return facts;
}

TEST(Mpeg4Packet, OnlyIntraPicturesAreRandomAccessPoints) {
  Mpeg4Scanner scanner(96, 64);
  EXPECT_TRUE(scan(scanner, kLayer + kIntra).random_access_point);
  const PacketFacts predicted = scan(scanner, kPredicted);
  EXPECT_TRUE(predicted.one_picture);
  EXPECT_FALSE(predicted.random_access_point);
}

TEST(Mpeg4Packet, ReportsHeadersThatDifferFromTheFirst) {
  Mpeg4Scanner scanner(96, 64);
  EXPECT_FALSE(scan(scanner, kLayer + kIntra).parameter_sets);
  EXPECT_FALSE(scan(scanner, kLayer + unit(0xb3, 1, 4) + kIntra).parameter_sets) << "the same, and a time code";
  EXPECT_TRUE(scan(scanner, unit(0x20, 0x09, 9) + kIntra).parameter_sets);
}

TEST(Mpeg4Packet, AcceptsPlainSinglePicturesOnly) {
  Mpeg4Scanner scanner(96, 64);
  EXPECT_FALSE(scan(scanner, kBidirectional).one_picture);
  EXPECT_FALSE(scan(scanner, kPredicted + kBidirectional).one_picture) << "packed";
  EXPECT_FALSE(scan(scanner, unit(0xb6, 0xd0, 40)).one_picture) << "a sprite";
  EXPECT_FALSE(scan(scanner, unit(0xb6, 0x50, 5)).one_picture) << "not coded";
  EXPECT_FALSE(scan(scanner, unit(0xb6, 0x7f, 40)).one_picture) << "a gap of seconds";
  EXPECT_FALSE(scan(scanner, unit(0xb4, 0, 4) + kIntra).one_picture) << "a session error";
  EXPECT_FALSE(scan(scanner, {}).one_picture);
  EXPECT_FALSE(scan(scanner, {0, 0, 1}).one_picture);
  EXPECT_FALSE(scan(scanner, {0, 0, 1, 0xb6}).one_picture);
  EXPECT_FALSE(scan(scanner, {0, 0, 1, 0, 0, 1, 0xb6}).one_picture);
}

TEST(Mpeg4Packet, CodedPictureHasABitPerMacroblock) {
  Mpeg4Scanner scanner(1600, 1600);
  EXPECT_FALSE(scan(scanner, unit(0xb6, 0x10, 1249)).one_picture);
  EXPECT_TRUE(scan(scanner, unit(0xb6, 0x10, 1250)).one_picture);
}

}  // namespace
