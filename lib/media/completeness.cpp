#include "media/completeness.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "media/byte_scan.h"
#include "media/input.h"
#include "media/still_end.h"
#include "media/stream_end.h"

namespace media {
namespace {

/// Whether pictures are missing if a box of this type is cut off.
bool may_hold_pictures(std::string_view type) {
  constexpr std::array<std::string_view, 7> kTypes = {"mdat", "moov", "moof", "styp", "sidx", "emsg", "prft"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

struct Box {
  std::int64_t start = 0;
  std::int64_t rest = 0;  ///< bytes after its header
  std::string type;
};

/// ISO 14496-12, 4.2: a box with a size and a type. Nothing for a box that extends to the end of the file, or no box.
std::optional<Box> read_box(ByteScan& scan) {
  std::array<std::uint8_t, 16> head{};
  Box box{scan.position(), 0, {}};
  if (!scan.read(std::span(head).first(8))) return std::nullopt;
  std::int64_t size = big_endian(std::span(head).first(4));
  std::int64_t header = 8;
  if (size == 1) {
    header = 16;
    // Cut off in its header, so not complete.
    size = scan.read(std::span(head).last(8)) ? big_endian(std::span(head).last(8)) : header + scan.left() + 1;
  }
  box.type.assign(reinterpret_cast<const char*>(head.data()) + 4, 4);
  box.rest = size - header;
  if (size < header) return std::nullopt;
  return box;
}

Missing mov(ByteScan scan) {
  for (int part = 0; part < kMaxParts; ++part) {
    const auto box = read_box(scan);
    if (!box) return {};
    if (box->rest > scan.left()) {
      return MissingEnd{past_end(box->type, box->start, box->rest - scan.left()), !may_hold_pictures(box->type)};
    }
    scan.skip(box->rest);
  }
  return {};
}

/// RIFF: chunks with a type and a size. An AVI lacks pictures only if their list, "movi", is cut off.
Missing riff(ByteScan scan) {
  std::array<std::uint8_t, 12> head{};
  if (!scan.read(head)) return MissingEnd{"the header is cut off"};
  const bool avi = std::memcmp(head.data() + 8, "AVI", 3) == 0;
  const std::int64_t lacking = little_endian(std::span(head).subspan(4, 4)) - 4 - scan.left();
  if (!avi) return lacking > 0 ? Missing(MissingEnd{past_end("RIFF", 0, lacking)}) : Missing();
  for (int part = 0; part < kMaxParts && scan.left() >= 12; ++part) {
    const std::int64_t start = scan.position();
    if (!scan.read(head)) return {};
    const std::int64_t size = little_endian(std::span(head).subspan(4, 4));
    const bool list = std::memcmp(head.data(), "LIST", 4) == 0 || std::memcmp(head.data(), "RIFF", 4) == 0;
    const bool more = list && std::memcmp(head.data() + 8, "AVIX", 4) == 0;
    const bool pictures = more || (list && std::memcmp(head.data() + 8, "movi", 4) == 0);
    scan.back(4);
    // Interrupted and streaming writers leave 0 or all ones.
    const bool known = size != 0 && size != 0xffffffff;
    if (known && size > scan.left()) {
      return MissingEnd{past_end(pictures ? "movi" : "a chunk", start, size - scan.left()), !pictures};
    }
    if (pictures && !known) return {};
    scan.skip(more ? 4 : size + (size & 1));
  }
  return {};
}

/// RFC 8794: a number of variable length; -1: an unknown size. Nothing at the end of the file.
std::optional<std::int64_t> ebml_number(ByteScan& scan, bool keep_marker) {
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
}

/// RFC 8794 and 9559: elements with an id and a size. Checks those of the segment, and of clusters without a size.
Missing matroska(ByteScan scan) {
  constexpr std::int64_t kSegment = 0x18538067;
  constexpr std::int64_t kCluster = 0x1f43b675;
  constexpr std::int64_t kCues = 0x1c53bb6b;
  constexpr std::int64_t kBlock = 0xa3;
  constexpr std::int64_t kBlockGroup = 0xa0;
  bool has_cluster = false;
  bool has_index = false;  // after the clusters
  Missing segment;
  for (int part = 0; part < kMaxParts && scan.left() > 0; ++part) {
    const std::int64_t start = scan.position();
    const auto id = ebml_number(scan, true);
    const auto size = ebml_number(scan, false);
    if (!id || !size) break;
    const std::int64_t lacking = *size - scan.left();
    if (*id == kSegment && lacking > 0) segment = MissingEnd{past_end("the segment", start, lacking)};
    if (*id == kSegment || (*id == kCluster && *size < 0)) continue;
    if (*size < 0) break;
    const bool pictures = *id == kCluster || *id == kBlock || *id == kBlockGroup;
    if (lacking > 0 && pictures) return MissingEnd{past_end("a cluster", start, lacking)};
    if (lacking > 0 && segment) segment->after_pictures = has_cluster;
    has_cluster = has_cluster || pictures;
    has_index = has_index || (has_cluster && *id == kCues);
    scan.skip(*size);
  }
  if (segment && has_index) segment->after_pictures = true;
  return segment;
}

}  // namespace

Missing missing_end(const Input& input, const std::string& container) {
  ByteScan scan(input);
  if (container.starts_with("mov,")) return mov(scan);
  if (container == "avi" || container == "webp_pipe") return riff(scan);
  if (container == "png_pipe") return png_end(scan);
  if (container == "jpeg_pipe") return jpeg_end(scan);
  if (container == "bmp_pipe") return bmp_end(scan);
  if (container == "gif") return gif_end(scan);
  if (container == "mpeg") return program_stream_end(scan);
  if (container == "mpegts") return transport_stream_end(input);
  if (container == "matroska,webm") return matroska(scan);
  if (container == "ogg") return ogg_end(scan);
  if (container == "flv") return flv_end(scan);
  if (container == "asf") return asf_end(scan);
  return {};
}

bool has_box(const Input& input, std::string_view type) {
  ByteScan scan(input);
  for (int part = 0; part < kMaxParts; ++part) {
    const auto box = read_box(scan);
    if (!box) return false;
    if (box->type == type) return true;
    scan.skip(box->rest);
  }
  return false;
}

bool says_packet_sizes(const std::string& container) {
  return container != "mpeg" && container != "mpegts" && container != "mpegvideo" && container != "gif";
}

}  // namespace media
