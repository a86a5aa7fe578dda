#include "still/encoder.h"

#include <spng.h>
#include <turbojpeg.h>

#include <cstdlib>
#include <new>
#include <string>

#include "base/error.h"

namespace still {
namespace {

constexpr int kJpegQuality = 95;
// Higher levels take several times as long and save a few per cent only, as ultrasound is noisy.
constexpr int kPngLevel = 1;

[[noreturn]] void fail(const std::string& what, const std::string& reason) {
  throw base::Error(base::Code::Unsupported, "cannot write a picture as " + what + ": " + reason);
}

void check(int error) {
  if (error != SPNG_OK) fail("PNG", spng_strerror(error));
}

}  // namespace

struct Encoder::State {
  tjhandle jpeg = nullptr;
  unsigned char* jpeg_bytes = nullptr;
  unsigned long jpeg_size = 0;
  void* png_bytes = nullptr;

  ~State() {
    if (jpeg != nullptr) tjDestroy(jpeg);
    tjFree(jpeg_bytes);
    std::free(png_bytes);
  }

  std::span<const std::uint8_t> encode_jpeg(const model::Picture& picture, int quality);
  std::span<const std::uint8_t> encode_png(const model::Picture& picture);
};

std::span<const std::uint8_t> Encoder::State::encode_jpeg(const model::Picture& picture, int quality) {
  if (jpeg == nullptr) jpeg = tjInitCompress();
  if (jpeg == nullptr) throw std::bad_alloc();
  const bool grey = picture.channels == 1;
  const int sampling = grey ? TJSAMP_GRAY : TJSAMP_420;
  const unsigned long room = tjBufSize(picture.width, picture.height, sampling);
  if (room > jpeg_size) {
    tjFree(jpeg_bytes);
    jpeg_bytes = tjAlloc(static_cast<int>(room));
    if (jpeg_bytes == nullptr) throw std::bad_alloc();
    jpeg_size = room;
  }
  unsigned long size = jpeg_size;
  const int error = tjCompress2(jpeg, picture.row(0), picture.width, static_cast<int>(picture.stride), picture.height,
                                grey ? TJPF_GRAY : TJPF_RGB, &jpeg_bytes, &size, sampling, quality, TJFLAG_NOREALLOC);
  if (error != 0) fail("JPEG", tjGetErrorStr2(jpeg));
  return {jpeg_bytes, size};
}

std::span<const std::uint8_t> Encoder::State::encode_png(const model::Picture& picture) {
  const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> png(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
  if (!png) throw std::bad_alloc();
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(picture.width);
  header.height = static_cast<std::uint32_t>(picture.height);
  header.bit_depth = 8;
  header.color_type = picture.channels == 1 ? SPNG_COLOR_TYPE_GRAYSCALE : SPNG_COLOR_TYPE_TRUECOLOR;
  check(spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1));
  check(spng_set_option(png.get(), SPNG_IMG_COMPRESSION_LEVEL, kPngLevel));
  check(spng_set_option(png.get(), SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_UP));
  check(spng_set_ihdr(png.get(), &header));
  check(spng_encode_image(png.get(), nullptr, 0, SPNG_FMT_PNG, SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE));
  int error = SPNG_OK;
  for (int y = 0; error == SPNG_OK && y < picture.height; ++y) {
    error = spng_encode_row(png.get(), picture.row(y), picture.row_bytes());
  }
  if (error != SPNG_EOI) check(error);
  std::size_t size = 0;
  std::free(png_bytes);
  png_bytes = spng_get_png_buffer(png.get(), &size, &error);
  if (png_bytes == nullptr) check(error);
  return {static_cast<const std::uint8_t*>(png_bytes), size};
}

Encoder::Encoder() : state_(std::make_unique<State>()) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;

std::span<const std::uint8_t> Encoder::encode(const model::Picture& picture, model::StillFormat format) {
  return format == model::StillFormat::Png ? state_->encode_png(picture) : state_->encode_jpeg(picture, kJpegQuality);
}

std::span<const std::uint8_t> Encoder::encode_jpeg(const model::Picture& picture, int quality) {
  return state_->encode_jpeg(picture, quality);
}

}  // namespace still
