#include "media/still_end.h"

#include <array>
#include <cstring>

#include "media/byte_scan.h"

namespace media {
namespace {

/// Skips sub-blocks up to the empty last one; false at the end of the file.
bool skip_sub_blocks(ByteScan& scan) {
  while (const auto size = scan.byte()) {
    if (*size == 0) return true;
    if (*size > scan.left()) return false;
    scan.skip(*size);
  }
  return false;
}

}  // namespace

Missing png_end(ByteScan& scan) {
  scan.skip(8);
  std::array<std::uint8_t, 8> head{};
  for (int part = 0; part < kMaxParts; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return MissingEnd{"the last chunk, IEND, is missing"};
    const std::int64_t rest = big_endian(std::span(head).first(4)) + 4;
    if (rest > scan.left()) return MissingEnd{past_end("a chunk", start, rest - scan.left())};
    scan.skip(rest);
    if (std::memcmp(head.data() + 4, "IEND", 4) == 0) return {};
  }
  return {};
}

Missing jpeg_end(ByteScan scan) {
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
      return MissingEnd{"the end marker is missing"};
    }
    scan.skip(length - 2);
  }
  return MissingEnd{"the header is cut off"};
}

Missing gif_end(ByteScan& scan) {
  const Missing cut = MissingEnd{"the last block is cut off"};
  std::array<std::uint8_t, 13> head{};
  if (!scan.read(head)) return MissingEnd{"the header is cut off"};
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
      return {};  // not a block, so not part of the picture
    }
  }
  return {};
}

Missing bmp_end(ByteScan scan) {
  std::array<std::uint8_t, 6> head{};
  if (!scan.read(head)) return MissingEnd{"the header is cut off"};
  const std::int64_t lacking = little_endian(std::span(head).subspan(2, 4)) - 6 - scan.left();
  if (lacking > 0) return MissingEnd{past_end("the picture", 0, lacking)};
  return {};
}

}  // namespace media
