#include "media/stream_end.h"

#include <array>
#include <cstring>
#include <map>

#include "media/byte_scan.h"
#include "media/input.h"

namespace media {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is(Bytes bytes, std::string_view text) { return std::memcmp(bytes.data(), text.data(), text.size()) == 0; }

/// The bytes after the last packet of this size, with the sync byte at this place; nothing without such packets.
std::optional<std::int64_t> rest_of_packets(const Input& input, std::int64_t packet, std::int64_t sync_at) {
  const std::int64_t rest = input.size() % packet;
  if (input.size() < 3 * packet) return std::nullopt;
  for (const std::int64_t start : {std::int64_t{0}, packet, input.size() - rest - packet, input.size() - rest}) {
    std::uint8_t sync = 0;
    if (start + sync_at >= input.size()) continue;
    input.read_at(start + sync_at, {&sync, 1});
    if (sync != 0x47) return std::nullopt;
  }
  return rest;
}

}  // namespace

Missing program_stream_end(ByteScan scan) {
  constexpr std::uint8_t kEnd = 0xb9;
  constexpr std::uint8_t kPack = 0xba;
  std::array<std::uint8_t, 4> code{};
  for (int part = 0; part < kMaxParts && scan.left() >= 4; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(code) || code[0] != 0 || code[1] != 0 || code[2] != 1 || code[3] < kEnd) return {};
    if (code[3] == kEnd) continue;  // another recording may follow
    if (code[3] == kPack) {
      std::array<std::uint8_t, 10> pack{};
      if (!scan.read(std::span(pack).first(8))) return MissingEnd{"a pack is cut off in its header"};
      const bool second = (pack[0] & 0xc0) == 0x40;  // MPEG-2; else MPEG-1
      if (second && !scan.read(std::span(pack).last(2))) return MissingEnd{"a pack is cut off in its header"};
      if (second) scan.skip(pack[9] & 7);
      continue;
    }
    std::array<std::uint8_t, 2> length{};
    if (!scan.read(length)) return MissingEnd{"a packet is cut off in its header"};
    const std::int64_t rest = big_endian(length);
    if (rest > scan.left()) return MissingEnd{past_end("a packet", start, rest - scan.left())};
    scan.skip(rest);
  }
  return {};
}

Missing transport_stream_end(const Input& input) {
  struct Layout {
    std::int64_t packet;
    std::int64_t sync_at;
  };
  constexpr Layout kLayouts[] = {{188, 0}, {192, 4}, {204, 0}};
  for (const Layout& layout : kLayouts) {
    const auto rest = rest_of_packets(input, layout.packet, layout.sync_at);
    if (rest && *rest > 0) return MissingEnd{"the last packet is cut off"};
    if (rest) return {};
  }
  return {};
}

Missing ogg_end(ByteScan scan) {
  constexpr std::size_t kMaxStreams = 64;
  constexpr std::uint8_t kLastPage = 4;
  std::map<std::int64_t, bool> ended;  // by serial number
  std::array<std::uint8_t, 27> head{};
  std::array<std::uint8_t, 255> lengths{};
  for (int part = 0; part < kMaxParts && scan.left() > 0; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return MissingEnd{"a page is cut off in its header"};
    if (!is(head, "OggS")) return {};
    const auto table = std::span(lengths).first(head[26]);
    if (!scan.read(table)) return MissingEnd{"a page is cut off in its header"};
    std::int64_t rest = 0;
    for (const std::uint8_t length : table) rest += length;
    if (rest > scan.left()) return MissingEnd{past_end("a page", start, rest - scan.left())};
    scan.skip(rest);
    bool& is_last = ended[little_endian(std::span(head).subspan(14, 4))];
    is_last = is_last || (head[5] & kLastPage) != 0;
    if (ended.size() > kMaxStreams) return {};
  }
  for (const auto& [serial, is_last] : ended) {
    if (!is_last) return MissingEnd{"the page that ends the stream is missing"};
  }
  return {};
}

Missing flv_end(ByteScan scan) {
  constexpr std::uint8_t kSound = 8;
  constexpr std::uint8_t kPictures = 9;
  constexpr std::uint8_t kScript = 18;
  std::array<std::uint8_t, 11> head{};
  if (!scan.read(std::span(head).first(9))) return MissingEnd{"the header is cut off"};
  scan.skip(big_endian(std::span(head).subspan(5, 4)) - 9 + 4);
  for (int part = 0; part < kMaxParts && scan.left() > 0; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return MissingEnd{"a tag is cut off in its header"};
    const int type = head[0] & 0x1f;
    if (type != kSound && type != kPictures && type != kScript) return {};
    const std::int64_t rest = big_endian(std::span(head).subspan(1, 3));
    if (rest > scan.left()) return MissingEnd{past_end("a tag", start, rest - scan.left())};
    scan.skip(rest + 4);
  }
  return {};
}

Missing asf_end(ByteScan scan) {
  constexpr std::array<std::uint8_t, 16> kData = {0x36, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11,
                                                  0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c};
  constexpr std::int64_t kHead = 24;
  std::array<std::uint8_t, kHead> head{};
  bool has_data = false;
  for (int part = 0; part < kMaxParts && scan.left() > 0; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return MissingEnd{"an object is cut off in its header", has_data};
    const bool data = std::memcmp(head.data(), kData.data(), kData.size()) == 0;
    const std::int64_t rest = little_endian(std::span(head).last(8)) - kHead;
    // A broadcast does not know its length.
    if (rest < 0) return {};
    if (rest > scan.left()) {
      return MissingEnd{past_end(data ? "the data object" : "an object", start, rest - scan.left()), has_data};
    }
    has_data = has_data || data;
    scan.skip(rest);
  }
  return {};
}

}  // namespace media
