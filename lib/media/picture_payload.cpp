#include "media/picture_payload.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>

#include "media/libav.h"
#include "media/packet_facts.h"
#include "media/start_code.h"

namespace media {
namespace {

using Bytes = std::span<const std::uint8_t>;

Bytes without_trailing_zeros(Bytes bytes) {
  while (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
  return bytes;
}

void each_by_length(Bytes packet, std::size_t length_bytes, const std::function<void(Bytes)>& see) {
  while (packet.size() >= length_bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) length = (length << 8) | packet[i];
    packet = packet.subspan(length_bytes);
    length = std::min(length, packet.size());
    see(without_trailing_zeros(packet.first(length)));
    packet = packet.subspan(length);
  }
}

// Units after 00 00 01, without it.
void each_by_start_code(Bytes packet, const std::function<void(Bytes)>& see) {
  for (std::size_t at = find_start_code(packet, 0); at < packet.size();) {
    const std::size_t next = find_start_code(packet, at + kStartCode);
    see(without_trailing_zeros(packet.subspan(at + kStartCode, next - at - kStartCode)));
    at = next;
  }
}

// An Exp-Golomb number (ITU-T H.264, 9.1); nothing if the bits end before it.
std::optional<unsigned> exp_golomb(Bytes bytes, std::size_t& bit) {
  const auto next = [&] { return (bytes[bit / 8] >> (7 - bit % 8)) & 1U; };
  unsigned zeros = 0;
  while (bit < bytes.size() * 8 && next() == 0) ++bit, ++zeros;
  if (zeros > 31 || bit + zeros >= bytes.size() * 8) return std::nullopt;
  unsigned value = 0;
  for (unsigned i = 0; i <= zeros; ++i, ++bit) value = (value << 1) | next();
  return value - 1;
}

void see_h264(Bytes unit, PicturePayload& payload) {
  constexpr int kFirstSlice = 1;
  constexpr int kLastSlice = 5;
  const int type = unit.empty() ? 0 : unit[0] & 0x1f;
  if (type < kFirstSlice || type > kLastSlice) return;
  std::size_t bit = 8;
  const auto first_macroblock = exp_golomb(unit, bit);
  const auto slice_type = first_macroblock ? exp_golomb(unit, bit) : std::nullopt;
  const bool intra = slice_type && (*slice_type % 5 == 2 || *slice_type % 5 == 4);
  payload.key = (payload.pieces.empty() || payload.key) && intra;
  payload.pieces.push_back(unit);
}

void see_hevc(Bytes unit, PicturePayload& payload) {
  constexpr int kLastSlice = 31;
  constexpr int kFirstRandomAccess = 16;
  constexpr int kLastRandomAccess = 21;
  const int type = unit.empty() ? 64 : (unit[0] >> 1) & 0x3f;
  if (type > kLastSlice) return;
  payload.key = type >= kFirstRandomAccess && type <= kLastRandomAccess;
  payload.pieces.push_back(unit);
}

// Little-endian base 128; nothing if it does not end.
std::optional<std::size_t> leb128(Bytes& bytes) {
  std::size_t value = 0;
  for (unsigned i = 0; i < 8 && i < bytes.size(); ++i) {
    value |= std::size_t{bytes[i] & 0x7fU} << (7 * i);
    if ((bytes[i] & 0x80) != 0) continue;
    bytes = bytes.subspan(i + 1);
    return value;
  }
  return std::nullopt;
}

void find_av1(Bytes packet, PicturePayload& payload) {
  constexpr int kFrameHeader = 3;
  constexpr int kTileGroup = 4;
  constexpr int kFrame = 6;
  while (!packet.empty()) {
    const int type = (packet[0] >> 3) & 0xf;
    const bool has_extension = (packet[0] & 4) != 0;
    const bool has_size = (packet[0] & 2) != 0;
    packet = packet.subspan(std::min<std::size_t>(has_extension ? 2 : 1, packet.size()));
    std::size_t size = packet.size();
    if (has_size) {
      const auto said = leb128(packet);
      if (!said) return;
      size = std::min(*said, packet.size());
    }
    if (type == kFrameHeader || type == kTileGroup || type == kFrame) payload.pieces.push_back(packet.first(size));
    packet = packet.subspan(size);
  }
}

void see_mpeg2(Bytes packet, PicturePayload& payload) {
  constexpr std::uint8_t kPicture = 0x00;
  constexpr std::uint8_t kLastSlice = 0xaf;
  constexpr std::uint8_t kExtension = 0xb5;
  constexpr int kIntra = 1;  // picture_coding_type
  // Sequence extensions come before the picture header.
  each_by_start_code(packet, [&](Bytes unit) {
    if (unit.empty()) return;
    const bool begins = unit[0] == kPicture && payload.pieces.empty();
    if (begins && unit.size() > 2) payload.key = ((unit[2] >> 3) & 7) == kIntra;
    const bool follows = !payload.pieces.empty() && (unit[0] <= kLastSlice || unit[0] == kExtension);
    if (begins || follows) payload.pieces.push_back(unit);
  });
}

void see_mpeg4(Bytes packet, PicturePayload& payload) {
  constexpr std::uint8_t kPlane = 0xb6;
  // A packed stream has two in a packet, which another container may split.
  each_by_start_code(packet, [&](Bytes unit) {
    if (unit.size() < 2 || unit[0] != kPlane || !payload.pieces.empty()) return;
    payload.key = (unit[1] >> 6) == 0;
    payload.pieces.push_back(unit);
  });
}

void see_jpeg(Bytes packet, PicturePayload& payload) {
  constexpr std::uint8_t kScan = 0xda;
  constexpr std::uint8_t kHuffman = 0xc4;
  constexpr std::uint8_t kComment = 0xfe;
  payload.key = true;
  for (std::size_t at = 2; at + 4 <= packet.size() && packet[at] == 0xff;) {
    const std::uint8_t marker = packet[at + 1];
    if (marker == kScan) {
      payload.pieces.push_back(without_trailing_zeros(packet.subspan(at)));
      return;
    }
    const std::size_t length = 2 + ((std::size_t{packet[at + 2]} << 8) | packet[at + 3]);
    const bool is_application = marker >= 0xe0 && marker <= 0xef;
    if (!is_application && marker != kHuffman && marker != kComment) {
      payload.pieces.push_back(packet.subspan(at, std::min(length, packet.size() - at)));
    }
    at += length;
  }
  payload.pieces = {packet};  // not a syntax that we know
}

int unit_length_bytes(const AVCodecParameters& parameters) {
  const Bytes extradata(parameters.extradata, static_cast<std::size_t>(std::max(parameters.extradata_size, 0)));
  if (parameters.codec_id == AV_CODEC_ID_H264) return h264_layout(extradata).length_bytes;
  // HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1): version 1, lengthSizeMinusOne in byte 21.
  constexpr std::size_t kShortest = 23;
  if (extradata.size() < kShortest || extradata[0] != 1) return 0;
  return (extradata[21] & 3) + 1;
}

}  // namespace

std::size_t PicturePayload::bytes() const {
  std::size_t sum = 0;
  for (const Bytes& piece : pieces) sum += piece.size();
  return sum;
}

PayloadFinder::PayloadFinder(const AVCodecParameters& parameters)
    : codec_(parameters.codec_id), length_bytes_(unit_length_bytes(parameters)) {}

PicturePayload PayloadFinder::find(Bytes packet, bool flagged_key) const {
  PicturePayload payload;
  payload.key = flagged_key;
  if (packet.empty()) return {};
  const auto each_unit = [&](auto see) {
    const auto see_unit = [&](Bytes unit) { see(unit, payload); };
    if (length_bytes_ == 0) return each_by_start_code(packet, see_unit);
    each_by_length(packet, static_cast<std::size_t>(length_bytes_), see_unit);
  };
  switch (codec_) {
    case AV_CODEC_ID_H264:
      each_unit(see_h264);
      break;
    case AV_CODEC_ID_HEVC:
      each_unit(see_hevc);
      break;
    case AV_CODEC_ID_AV1:
      find_av1(packet, payload);
      break;
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
      see_mpeg2(packet, payload);
      break;
    case AV_CODEC_ID_MPEG4:
      see_mpeg4(packet, payload);
      break;
    case AV_CODEC_ID_MJPEG:
      see_jpeg(packet, payload);
      break;
    case AV_CODEC_ID_VP8:
      payload = {(packet[0] & 1) == 0, {packet}};
      break;
    case AV_CODEC_ID_THEORA:
      payload = {(packet[0] & 0xc0) == 0, {packet}};
      break;
    default:
      payload.pieces = {packet};
  }
  return payload;
}

}  // namespace media
