#include "media/still_orientation.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include "media/byte_scan.h"
#include "media/ending.h"
#include "media/input.h"

namespace media {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::int64_t kMaxExif = 1 << 16;

std::vector<std::uint8_t> read_block(ByteScan& scan, std::int64_t size) {
  std::vector<std::uint8_t> block(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 0, kMaxExif)));
  if (!scan.read(block)) block.clear();
  return block;
}

bool has_type(Bytes head, std::string_view type) { return std::memcmp(head.data(), type.data(), type.size()) == 0; }

/// PNG: chunks of length, type, data and checksum.
std::vector<std::uint8_t> find_in_png(ByteScan scan) {
  scan.skip(8);
  std::array<std::uint8_t, 8> head{};
  for (int part = 0; part < kMaxParts && scan.read(head); ++part) {
    const std::int64_t size = big_endian(Bytes(head).first(4));
    if (has_type(Bytes(head).last(4), "eXIf")) return read_block(scan, size);
    scan.skip(size + 4);
  }
  return {};
}

/// WebP: RIFF chunks of even sizes.
std::vector<std::uint8_t> find_in_webp(ByteScan scan) {
  scan.skip(12);
  std::array<std::uint8_t, 8> head{};
  for (int part = 0; part < kMaxParts && scan.read(head); ++part) {
    const std::int64_t size = little_endian(Bytes(head).last(4));
    if (has_type(head, "EXIF")) return read_block(scan, size);
    scan.skip(size + (size & 1));
  }
  return {};
}

/// The eight values of the tag, from 1: where the first row and column are displayed.
constexpr std::array<sampling::Orientation, 8> kOrientations = {
    {{0, false}, {0, true}, {180, false}, {180, true}, {90, true}, {90, false}, {270, true}, {270, false}}};

}  // namespace

std::optional<sampling::Orientation> exif_orientation(Bytes exif) {
  constexpr std::int64_t kOrientation = 0x0112;
  constexpr std::size_t kEntry = 12;
  if (exif.size() > 6 && has_type(exif, std::string_view("Exif\0\0", 6))) exif = exif.subspan(6);
  if (exif.size() < 8) return std::nullopt;
  const bool little = has_type(exif, "II");
  if (!little && !has_type(exif, "MM")) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    return little ? little_endian(exif.subspan(at, size)) : big_endian(exif.subspan(at, size));
  };
  std::size_t at = static_cast<std::size_t>(number(4, 4));
  if (number(2, 2) != 42 || at + 2 > exif.size()) return std::nullopt;
  const std::int64_t entries = number(at, 2);
  at += 2;
  for (std::int64_t i = 0; i < entries && at + kEntry <= exif.size(); ++i, at += kEntry) {
    if (number(at, 2) != kOrientation) continue;
    const std::int64_t value = number(at + 8, 2);
    if (value < 1 || value > static_cast<std::int64_t>(kOrientations.size())) return std::nullopt;
    return kOrientations[static_cast<std::size_t>(value - 1)];
  }
  return std::nullopt;
}

std::optional<sampling::Orientation> still_orientation(const Input& input, const std::string& container) {
  if (container == "png_pipe") return exif_orientation(find_in_png(ByteScan(input)));
  if (container == "webp_pipe") return exif_orientation(find_in_webp(ByteScan(input)));
  return std::nullopt;
}

}  // namespace media
