#include "still/decoder.h"

#include <fmt/format.h>
#include <spng.h>
#include <turbojpeg.h>

#include <array>
#include <cstring>
#include <memory>

#include "base/error.h"

namespace still {
namespace {

constexpr std::array<std::uint8_t, 4> kPng = {0x89, 'P', 'N', 'G'};
constexpr std::array<std::uint8_t, 3> kJpeg = {0xff, 0xd8, 0xff};
constexpr std::size_t kMaxChunk = std::size_t{1} << 20;
constexpr std::string_view kNext = "; the picture is damaged: write it again or get another copy";

template <std::size_t N>
bool starts_with(std::span<const std::uint8_t> bytes, const std::array<std::uint8_t, N>& head) {
  return bytes.size() >= N && std::memcmp(bytes.data(), head.data(), N) == 0;
}

model::Picture room_for(std::int64_t width, std::int64_t height, int channels, const std::string& name,
                        std::int64_t max_pixels) {
  if (width < 1 || height < 1 || width > max_pixels / height) {
    throw base::Error(base::Code::Unsupported,
                      fmt::format("'{}': the picture has {}×{} pixels, more than the maximum of {}: use a smaller one",
                                  name, width, height, max_pixels));
  }
  return model::Picture(static_cast<int>(width), static_cast<int>(height), channels);
}

model::Picture decode_png(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t max_pixels) {
  const auto check = [&](int error) {
    if (error != SPNG_OK)
      throw base::Error(base::Code::Corrupt, fmt::format("'{}': {}{}", name, spng_strerror(error), kNext));
  };
  const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> png(spng_ctx_new(0), spng_ctx_free);
  if (!png) throw std::bad_alloc();
  // Limits chunks, as text and colour profiles are decompressed into memory.
  check(spng_set_chunk_limits(png.get(), kMaxChunk, kMaxChunk));
  check(spng_set_png_buffer(png.get(), bytes.data(), bytes.size()));
  spng_ihdr header{};
  check(spng_get_ihdr(png.get(), &header));
  // libspng converts 16 bits, palettes and alpha to RGB; 8-bit grey stays grey.
  const bool grey = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8;
  model::Picture picture = room_for(header.width, header.height, grey ? 1 : 3, name, max_pixels);
  check(spng_decode_image(png.get(), nullptr, 0, grey ? SPNG_FMT_G8 : SPNG_FMT_RGB8, SPNG_DECODE_PROGRESSIVE));
  spng_row_info row{};
  int error = SPNG_OK;
  while (error == SPNG_OK) {
    error = spng_get_row_info(png.get(), &row);
    if (error != SPNG_OK) break;
    error = spng_decode_row(png.get(), picture.row(static_cast<int>(row.row_num)), picture.row_bytes());
  }
  if (error != SPNG_EOI) check(error);
  return picture;
}

model::Picture decode_jpeg(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t max_pixels) {
  const std::unique_ptr<void, int (*)(tjhandle)> jpeg(tjInitDecompress(), tjDestroy);
  if (!jpeg) throw std::bad_alloc();
  const auto check = [&](int error) {
    if (error != 0) {
      throw base::Error(base::Code::Corrupt, fmt::format("'{}': {}{}", name, tjGetErrorStr2(jpeg.get()), kNext));
    }
  };
  int width = 0;
  int height = 0;
  int sampling = 0;
  int space = 0;
  check(tjDecompressHeader3(jpeg.get(), bytes.data(), bytes.size(), &width, &height, &sampling, &space));
  const bool grey = sampling == TJSAMP_GRAY;
  model::Picture picture = room_for(width, height, grey ? 1 : 3, name, max_pixels);
  check(tjDecompress2(jpeg.get(), bytes.data(), bytes.size(), picture.row(0), width, static_cast<int>(picture.stride),
                      height, grey ? TJPF_GRAY : TJPF_RGB, 0));
  return picture;
}

}  // namespace

model::Picture decode(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t max_pixels) {
  if (starts_with(bytes, kPng)) return decode_png(bytes, name, max_pixels);
  if (starts_with(bytes, kJpeg)) return decode_jpeg(bytes, name, max_pixels);
  throw base::Error(base::Code::Unsupported, fmt::format("'{}' is neither PNG nor JPEG: convert it to PNG", name));
}

}  // namespace still
