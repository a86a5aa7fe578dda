#include "baseline/predict/overlay_video.h"

#include <fmt/format.h>

#include "base/error.h"

namespace baseline {
namespace {

constexpr std::chrono::seconds kTime{60};
constexpr std::string_view kDone = "done";
constexpr std::string_view kEnded = "the encoding worker ended unexpectedly";

int even(int size) { return size & ~1; }

}  // namespace

OverlayVideo::OverlayVideo(const std::filesystem::path& worker, const std::filesystem::path& out,
                           const base::Rational& rate_hz, int width, int height)
    : width_(even(width)),
      height_(even(height)),
      process_(base::ChildProcess::start(worker, {"encode", out.string(), "--rate", rate_hz.text(), "--size",
                                                  fmt::format("{}x{}", width_, height_)})) {}

void OverlayVideo::add(const model::Picture& picture) {
  if (even(picture.width) != width_ || even(picture.height) != height_ || picture.channels != 3) {
    throw base::Error(base::Code::Corrupt, "the clip's frames differ in size");
  }
  std::string rows;
  const auto row_bytes = static_cast<std::size_t>(width_) * 3;
  rows.reserve(row_bytes * static_cast<std::size_t>(height_));
  for (int y = 0; y < height_; ++y) rows.append(reinterpret_cast<const char*>(picture.row(y)), row_bytes);
  if (!process_.channel().send(rows)) fail();
}

void OverlayVideo::finish() {
  if (!process_.channel().send("")) fail();
  const auto answer = process_.channel().receive(kTime);
  if (!answer || answer->text != kDone) {
    throw base::Error(base::Code::Io, answer ? answer->text : std::string(kEnded));
  }
}

void OverlayVideo::fail() {
  const auto answer = process_.channel().receive(kTime);
  throw base::Error(base::Code::Io, answer ? answer->text : std::string(kEnded));
}

}  // namespace baseline
