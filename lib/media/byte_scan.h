#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace media {

class Input;

/// Reads forward through a file; positions cannot overflow.
class ByteScan {
 public:
  explicit ByteScan(const Input& input);

  std::int64_t position() const { return position_; }
  std::int64_t left() const;
  void skip(std::int64_t bytes);
  void back(std::int64_t bytes);
  /// False, reading nothing, if the file ends before.
  bool read(std::span<std::uint8_t> into);
  std::optional<std::uint8_t> byte();

 private:
  void fill();

  const Input& input_;
  std::int64_t position_ = 0;
  std::int64_t start_ = 0;
  std::size_t size_ = 0;
  std::array<std::uint8_t, 8192> buffer_{};
};

/// The big-endian number in at most eight bytes; at most INT64_MAX.
std::int64_t big_endian(std::span<const std::uint8_t> bytes);
/// The same, little-endian.
std::int64_t little_endian(std::span<const std::uint8_t> bytes);

}  // namespace media
