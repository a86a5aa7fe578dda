#include "media/byte_scan.h"

#include <algorithm>

#include "media/input.h"

namespace media {

ByteScan::ByteScan(const Input& input) : input_(input) {}

std::int64_t ByteScan::left() const { return input_.size() - position_; }
void ByteScan::skip(std::int64_t bytes) { position_ += std::min(bytes, left()); }
void ByteScan::back(std::int64_t bytes) { position_ -= std::min(bytes, position_); }

bool ByteScan::read(std::span<std::uint8_t> into) {
  if (left() < static_cast<std::int64_t>(into.size())) return false;
  for (std::uint8_t& byte : into) {
    if (position_ < start_ || position_ >= start_ + static_cast<std::int64_t>(size_)) fill();
    byte = buffer_[static_cast<std::size_t>(position_ - start_)];
    ++position_;
  }
  return true;
}

std::optional<std::uint8_t> ByteScan::byte() {
  std::uint8_t value = 0;
  if (!read({&value, 1})) return std::nullopt;
  return value;
}

void ByteScan::fill() {
  start_ = position_;
  size_ = std::max<std::size_t>(input_.read_at(start_, buffer_), 1);
}

std::int64_t big_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = (value << 8) | byte;
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX));
}

std::int64_t little_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8) | bytes[i];
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX));
}

}  // namespace media
