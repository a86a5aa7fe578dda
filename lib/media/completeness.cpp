#include "media/completeness.h"

#include <array>
#include <cstring>
#include <string_view>

#include "media/byte_scan.h"
#include "media/input.h"

namespace media {
namespace {

using Missing = std::optional<std::string>;

// No whole file has more parts at its top level; a hostile one must not keep us here.
constexpr int kMaxParts = 1 << 20;

std::string past_end(std::string_view part, std::int64_t position, std::int64_t lacking) {
  return std::string(part) + " at byte " + std::to_string(position) + " reaches " + std::to_string(lacking) +
         " bytes past the end of the file";
}

/// ISO 14496-12, 4.2: boxes of a size and a type.
Missing mov(ByteScan scan) {
  std::array<std::uint8_t, 16> head{};
  for (int part = 0; part < kMaxParts && scan.left() >= 8; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(std::span(head).first(8))) return {};
    std::int64_t size = big_endian(std::span(head).first(4));
    if (size == 0) return {};  // to the end of the file
    std::int64_t header = 8;
    if (size == 1) {
      if (!scan.read(std::span(head).last(8))) return "a box is cut off in its header";
      size = big_endian(std::span(head).last(8));
      header = 16;
    }
    if (size < header) return {};
    const std::int64_t rest = size - header;
    const std::string_view type(reinterpret_cast<const char*>(head.data()) + 4, 4);
    const bool matters = type == "mdat" || type == "moov" || type == "moof";
    if (rest > scan.left() && matters) return past_end(type, start, rest - scan.left());
    scan.skip(rest);
  }
  return {};
}

/// RIFF: chunks of a type and a size. In AVI what counts is the list of pictures, "movi"; elsewhere the whole.
Missing riff(ByteScan scan) {
  std::array<std::uint8_t, 12> head{};
  if (!scan.read(head)) return "the header is cut off";
  const bool avi = std::memcmp(head.data() + 8, "AVI", 3) == 0;
  const std::int64_t whole = little_endian(std::span(head).subspan(4, 4));
  if (!avi) return whole - 4 > scan.left() ? Missing(past_end("RIFF", 0, whole - 4 - scan.left())) : Missing();
  for (int part = 0; part < kMaxParts && scan.left() >= 12; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return {};
    const std::int64_t size = little_endian(std::span(head).subspan(4, 4));
    const bool pictures = std::memcmp(head.data(), "LIST", 4) == 0 && std::memcmp(head.data() + 8, "movi", 4) == 0;
    scan.back(4);
    // Writers that were stopped, or that stream, leave 0 or all ones.
    if (pictures && size != 0 && size != 0xffffffff && size > scan.left())
      return past_end("movi", start, size - scan.left());
    if (pictures) return {};
    scan.skip(size + (size & 1));
  }
  return {};
}

/// PNG (ISO 15948), 5.3: length, type, data, check sum; the last is IEND.
Missing png(ByteScan scan) {
  scan.skip(8);
  std::array<std::uint8_t, 8> head{};
  for (int part = 0; part < kMaxParts; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return "the last chunk, IEND, is missing";
    const std::int64_t rest = big_endian(std::span(head).first(4)) + 4;
    if (rest > scan.left()) return past_end("a chunk", start, rest - scan.left());
    if (std::memcmp(head.data() + 4, "IEND", 4) == 0) return {};
    scan.skip(rest);
  }
  return {};
}

/// JPEG (ITU-T T.81), annex B: after the first scan an end marker must come.
Missing jpeg(ByteScan scan) {
  constexpr std::uint8_t kScan = 0xda;
  constexpr std::uint8_t kEnd = 0xd9;
  std::array<std::uint8_t, 4> head{};
  scan.skip(2);
  while (scan.read(head)) {
    if (head[0] != 0xff) return {};
    const std::int64_t length = big_endian(std::span(head).last(2));
    if (length < 2) return {};
    if (head[1] == kScan) {
      bool marker = false;
      while (const auto byte = scan.byte()) {
        if (marker && *byte == kEnd) return {};
        marker = *byte == 0xff;
      }
      return "the end marker is missing";
    }
    scan.skip(length - 2);
  }
  return "the header is cut off";
}

/// Sub-blocks up to the empty one that ends them; false at the end of the file.
bool skip_sub_blocks(ByteScan& scan) {
  while (const auto size = scan.byte()) {
    if (*size == 0) return true;
    if (*size > scan.left()) return false;
    scan.skip(*size);
  }
  return false;
}

/// GIF89a, 17 to 27: blocks; a file that ends between two of them may lack nothing but the trailer.
Missing gif(ByteScan scan) {
  const Missing cut = "the last block is cut off";
  std::array<std::uint8_t, 13> head{};
  if (!scan.read(head)) return "the header is cut off";
  const auto table_bytes = [](std::uint8_t flags) { return (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0; };
  scan.skip(table_bytes(head[10]));
  while (const auto kind = scan.byte()) {
    if (*kind == 0x3b) return {};
    if (*kind == 0x21) {
      if (!scan.byte() || !skip_sub_blocks(scan)) return cut;
    } else if (*kind == 0x2c) {
      std::array<std::uint8_t, 9> image{};
      if (!scan.read(image)) return cut;
      scan.skip(table_bytes(image[8]));
      if (!scan.byte() || !skip_sub_blocks(scan)) return cut;
    } else {
      return {};  // not a block: whatever follows is no part of the picture
    }
  }
  return {};
}

/// ISO 13818-1, 2.5.3: packs, and packets with a length.
Missing program_stream(ByteScan scan) {
  constexpr std::uint8_t kEnd = 0xb9;
  constexpr std::uint8_t kPack = 0xba;
  std::array<std::uint8_t, 4> code{};
  for (int part = 0; part < kMaxParts && scan.left() >= 4; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(code) || code[0] != 0 || code[1] != 0 || code[2] != 1 || code[3] < kEnd) return {};
    if (code[3] == kEnd) return {};
    if (code[3] == kPack) {
      std::array<std::uint8_t, 10> pack{};
      if (!scan.read(std::span(pack).first(8))) return "a pack is cut off in its header";
      const bool second = (pack[0] & 0xc0) == 0x40;  // MPEG-2; else MPEG-1
      if (second && !scan.read(std::span(pack).last(2))) return "a pack is cut off in its header";
      if (second) scan.skip(pack[9] & 7);
      continue;
    }
    std::array<std::uint8_t, 2> length{};
    if (!scan.read(length)) return "a packet is cut off in its header";
    const std::int64_t rest = big_endian(length);
    if (rest > scan.left()) return past_end("a packet", start, rest - scan.left());
    scan.skip(rest);
  }
  return {};
}

/// RFC 8794: an element is an id and a size. Only the segment's size says something of the end.
Missing matroska(ByteScan scan) {
  const auto number = [&scan](bool keep_marker) -> std::optional<std::int64_t> {
    const auto first = scan.byte();
    if (!first || *first == 0) return std::nullopt;
    int bytes = 1;
    while ((*first & (0x80 >> (bytes - 1))) == 0) ++bytes;
    std::int64_t value = keep_marker ? *first : *first & (0xff >> bytes);
    bool unknown = value == (0xff >> bytes);
    for (int i = 1; i < bytes; ++i) {
      const auto next = scan.byte();
      if (!next) return std::nullopt;
      value = (value << 8) | *next;
      unknown = unknown && *next == 0xff;
    }
    return unknown && !keep_marker ? -1 : value;
  };
  constexpr std::int64_t kSegment = 0x18538067;
  for (int part = 0; part < kMaxParts && scan.left() > 0; ++part) {
    const std::int64_t start = scan.position();
    const auto id = number(true);
    const auto size = number(false);
    if (!id || !size || *size < 0) return {};
    if (*size > scan.left())
      return *id == kSegment ? Missing(past_end("the segment", start, *size - scan.left())) : Missing();
    scan.skip(*size);
  }
  return {};
}

/// ISO 13818-1, 2.4.3: packets of 188 bytes.
Missing transport_stream(const Input& input) {
  constexpr std::int64_t kPacket = 188;
  const std::int64_t rest = input.size() % kPacket;
  if (rest == 0 || input.size() < 3 * kPacket) return {};
  std::uint8_t sync = 0;
  for (const std::int64_t at : {std::int64_t{0}, kPacket, input.size() - rest - kPacket, input.size() - rest}) {
    input.read_at(at, {&sync, 1});
    if (sync != 0x47) return {};
  }
  return "the last packet is cut off";
}

}  // namespace

Missing missing_end(const Input& input, const std::string& container) {
  const ByteScan scan(input);
  if (container.starts_with("mov,")) return mov(scan);
  if (container == "avi" || container == "webp_pipe") return riff(scan);
  if (container == "png_pipe") return png(scan);
  if (container == "jpeg_pipe") return jpeg(scan);
  if (container == "gif") return gif(scan);
  if (container == "mpeg") return program_stream(scan);
  if (container == "mpegts") return transport_stream(input);
  if (container == "matroska,webm") return matroska(scan);
  return {};
}

}  // namespace media
