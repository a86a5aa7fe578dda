#include "media/file_behind.h"

#include <array>
#include <cstring>
#include <span>
#include <string_view>

#include "media/byte_scan.h"
#include "media/ending.h"
#include "media/input.h"
#include "media/still_end.h"

namespace media {
namespace {

using Place = std::optional<std::int64_t>;

/// The top-level structure of a format.
struct Parts {
  std::size_t head;        ///< bytes of a part's header
  std::string_view first;  ///< the header of the first part of a file has these bytes …
  std::size_t first_at;    ///< … at this offset
  std::int64_t (*size)(std::span<const std::uint8_t> head);  ///< of the whole part; 0: extends to the end of the file
};

bool has(std::span<const std::uint8_t> head, std::size_t at, std::string_view bytes) {
  return std::memcmp(head.data() + at, bytes.data(), bytes.size()) == 0;
}

std::int64_t box_size(std::span<const std::uint8_t> head) {
  const std::int64_t size = big_endian(head.first(4));
  return size == 1 ? big_endian(head.subspan(8, 8)) : size;
}

std::int64_t riff_size(std::span<const std::uint8_t> head) {
  const std::int64_t size = little_endian(head.subspan(4, 4));
  return size == 0 || size == 0xffffffff ? 0 : 8 + size + (size & 1);
}

std::int64_t tag_size(std::span<const std::uint8_t> head) {
  return has(head, 0, "FLV") ? 13 : 11 + big_endian(head.subspan(1, 3)) + 4;
}

std::int64_t object_size(std::span<const std::uint8_t> head) { return little_endian(head.subspan(16, 8)); }

constexpr Parts kBoxes{16, "ftyp", 4, box_size};
constexpr Parts kRiff{12, "AVI ", 8, riff_size};
constexpr Parts kTags{11, "FLV\x01", 0, tag_size};
constexpr Parts kObjects{24, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0, object_size};

/// The current position, if the magic bytes of a file are there.
Place start_here(ByteScan& scan, std::string_view magic) {
  std::array<std::uint8_t, 4> head{};
  const std::int64_t start = scan.position();
  return scan.read(head) && has(head, 0, magic) ? Place(start) : std::nullopt;
}

/// The start of a later part that begins another file.
Place second_start(ByteScan scan, const Parts& parts) {
  std::array<std::uint8_t, 24> buffer{};
  const std::span<std::uint8_t> head = std::span(buffer).first(parts.head);
  for (int part = 0; part < kMaxParts; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return std::nullopt;
    if (start > 0 && has(head, parts.first_at, parts.first)) return start;
    const std::int64_t size = parts.size(head);
    if (size < 8 || size > scan.left() + static_cast<std::int64_t>(head.size())) return std::nullopt;
    scan.back(static_cast<std::int64_t>(head.size()));
    scan.skip(size);
  }
  return std::nullopt;
}

}  // namespace

Place file_behind(const Input& input, const std::string& container) {
  const ByteScan scan(input);
  if (container.starts_with("mov,")) return second_start(scan, kBoxes);
  if (container == "avi") return second_start(scan, kRiff);
  if (container == "flv") return second_start(scan, kTags);
  if (container == "asf") return second_start(scan, kObjects);
  ByteScan still(input);
  if (container == "gif" && !gif_end(still)) return start_here(still, "GIF8");
  if (container == "png_pipe" && !png_end(still)) return start_here(still, "\x89PNG");
  return std::nullopt;
}

}  // namespace media
