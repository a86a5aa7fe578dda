#include "media/still_size.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

#include "media/byte_scan.h"
#include "media/ending.h"
#include "media/input.h"

namespace media {
namespace {

using Size = std::optional<StillSize>;

/// IHDR is the first chunk.
Size png_size(ByteScan scan) {
  std::array<std::uint8_t, 24> head{};
  if (!scan.read(head)) return {};
  const std::span<const std::uint8_t> bytes(head);
  return StillSize{big_endian(bytes.subspan(16, 4)), big_endian(bytes.subspan(20, 4))};
}

/// BITMAPINFOHEADER; a negative height counts from the top.
Size bmp_size(ByteScan scan) {
  std::array<std::uint8_t, 26> head{};
  if (!scan.read(head)) return {};
  const std::span<const std::uint8_t> bytes(head);
  const auto height = static_cast<std::int32_t>(static_cast<std::uint32_t>(little_endian(bytes.subspan(22, 4))));
  return StillSize{little_endian(bytes.subspan(18, 4)), std::abs(std::int64_t{height})};
}

/// The frame header, SOF0 to SOF15, except the three markers in between that are not frame headers.
Size jpeg_size(ByteScan scan) {
  scan.skip(2);
  std::array<std::uint8_t, 9> head{};
  for (int part = 0; part < kMaxParts && scan.read(std::span(head).first(4)); ++part) {
    if (head[0] != 0xff) return {};
    const std::uint8_t marker = head[1];
    const std::span<const std::uint8_t> bytes(head);
    const std::int64_t length = big_endian(bytes.subspan(2, 2));
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (length < 2) return {};
    if (frame) {
      if (!scan.read(std::span(head).last(5))) return {};
      return StillSize{big_endian(bytes.subspan(7, 2)), big_endian(bytes.subspan(5, 2))};
    }
    scan.skip(length - 2);
  }
  return {};
}

/// The first chunk: VP8X has the canvas, VP8L and VP8 their own headers (RFC 9649).
Size webp_size(ByteScan scan) {
  std::array<std::uint8_t, 30> head{};
  if (!scan.read(head)) return {};
  const std::span<const std::uint8_t> bytes(head);
  const std::string_view type(reinterpret_cast<const char*>(head.data()) + 12, 4);
  if (type == "VP8X")
    return StillSize{little_endian(bytes.subspan(24, 3)) + 1, little_endian(bytes.subspan(27, 3)) + 1};
  if (type == "VP8L") {
    const std::int64_t bits = little_endian(bytes.subspan(21, 4));
    return StillSize{(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
  }
  if (type != "VP8 ") return {};
  return StillSize{little_endian(bytes.subspan(26, 2)) & 0x3fff, little_endian(bytes.subspan(28, 2)) & 0x3fff};
}

}  // namespace

std::optional<StillSize> still_size(const Input& input, const std::string& container) {
  const ByteScan scan(input);
  if (container == "png_pipe") return png_size(scan);
  if (container == "jpeg_pipe") return jpeg_size(scan);
  if (container == "bmp_pipe") return bmp_size(scan);
  if (container == "webp_pipe") return webp_size(scan);
  return {};
}

}  // namespace media
