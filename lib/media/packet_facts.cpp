#include "media/packet_facts.h"

#include <cstddef>

namespace media {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr int kSlice = 1;
constexpr int kPartitionA = 2;
constexpr int kIdrSlice = 5;
constexpr int kSequenceSet = 7;
constexpr int kPictureSet = 8;
constexpr int kSequenceExtension = 13;
constexpr int kSubsetSequenceSet = 15;

struct Count {
  int pictures = 0;
  int idr = 0;
};

void see_unit(Bytes unit, Count& count, PacketFacts& facts) {
  if (unit.size() < 2) return;
  const int type = unit[0] & 0x1f;
  if (type == kSequenceSet || type == kPictureSet || type == kSequenceExtension || type == kSubsetSequenceSet) {
    facts.parameter_sets = true;
  }
  if (type != kSlice && type != kIdrSlice && type != kPartitionA) return;
  // first_mb_in_slice is an Exp-Golomb number: 0 is the single bit 1.
  if ((unit[1] & 0x80) == 0) return;
  ++count.pictures;
  if (type == kIdrSlice) ++count.idr;
}

/// False if the lengths are inconsistent.
bool walk_lengths(Bytes packet, std::size_t length_bytes, Count& count, PacketFacts& facts) {
  while (!packet.empty()) {
    if (packet.size() < length_bytes) return false;
    std::size_t length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) length = (length << 8) | packet[i];
    packet = packet.subspan(length_bytes);
    if (length > packet.size()) return false;
    see_unit(packet.first(length), count, facts);
    packet = packet.subspan(length);
  }
  return true;
}

void walk_start_codes(Bytes packet, Count& count, PacketFacts& facts) {
  for (std::size_t i = 0; i + 4 < packet.size(); ++i) {
    if (packet[i] != 0 || packet[i + 1] != 0 || packet[i + 2] != 1) continue;
    see_unit(packet.subspan(i + 3), count, facts);
    i += 2;
  }
}

}  // namespace

H264Layout h264_layout(Bytes extradata) {
  // AVCDecoderConfigurationRecord: version 1, ..., 6 bits reserved and 2 bits lengthSizeMinusOne.
  if (extradata.size() < 7 || extradata[0] != 1) return {0};
  return {(extradata[4] & 3) + 1};
}

void scan_h264(Bytes packet, H264Layout layout, PacketFacts& facts) {
  Count count;
  bool readable = true;
  if (layout.length_bytes > 0) {
    readable = walk_lengths(packet, static_cast<std::size_t>(layout.length_bytes), count, facts);
  } else {
    walk_start_codes(packet, count, facts);
  }
  facts.one_picture = readable && count.pictures == 1;
  facts.random_access_point = facts.one_picture && count.idr == 1;
}

void scan_jpeg(Bytes packet, PacketFacts& facts) {
  constexpr std::uint8_t kStart = 0xd8;
  constexpr std::uint8_t kScan = 0xda;
  constexpr std::uint8_t kQuantisation = 0xdb;
  constexpr std::uint8_t kHuffman = 0xc4;
  if (packet.size() < 4 || packet[0] != 0xff || packet[1] != kStart) return;
  bool quantisation = false;
  for (std::size_t at = 2; at + 4 <= packet.size();) {
    if (packet[at] != 0xff) return;
    const std::uint8_t marker = packet[at + 1];
    if (marker == kScan) {
      facts.one_picture = facts.random_access_point = quantisation;
      return;
    }
    quantisation = quantisation || marker == kQuantisation;
    facts.parameter_sets = facts.parameter_sets || marker == kHuffman;
    const std::size_t length = (std::size_t{packet[at + 2]} << 8) | packet[at + 3];
    if (length < 2) return;
    at += 2 + length;
  }
}

}  // namespace media
