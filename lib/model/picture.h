#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// Pixels with 8 bits per channel, rows from the top, left to right; one channel (grey) or three (RGB). Rows are padded
/// to `stride` bytes, and the buffer has extra space at its end, as swscale writes past the end of a row.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 1;
  std::size_t stride = 0;
  std::vector<std::uint8_t> bytes;

  Picture() = default;
  Picture(int width_px, int height_px, int channel_count)
      : width(width_px),
        height(height_px),
        channels(channel_count),
        stride((static_cast<std::size_t>(width_px) * channel_count + 63) / 64 * 64),
        bytes(stride * static_cast<std::size_t>(height_px) + 64) {}

  std::size_t row_bytes() const { return static_cast<std::size_t>(width) * channels; }
  std::uint8_t* row(int y) { return bytes.data() + stride * static_cast<std::size_t>(y); }
  const std::uint8_t* row(int y) const { return bytes.data() + stride * static_cast<std::size_t>(y); }
  std::span<const std::uint8_t> row_span(int y) const { return {row(y), row_bytes()}; }
};

}  // namespace model
