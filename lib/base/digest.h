#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace base {

/// A SHA-256 digest (FIPS 180-4); can be a key of a map.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  /// 64 lower-case hexadecimal digits.
  std::string hex() const;
  /// Nothing unless `text` is 64 hexadecimal digits.
  static std::optional<Digest> from_hex(std::string_view text);

  auto operator<=>(const Digest&) const = default;
};

/// Computes SHA-256 piece by piece.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  Hasher& add(std::span<const std::uint8_t> bytes);
  Hasher& add(std::string_view text);
  /// The digest of all pieces; the hasher then starts again.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest sha256(std::string_view text);
/// The digest of an open file, from its start. Throws Io.
Digest sha256_of_descriptor(int descriptor);
/// Throws NotFound, Denied or Io.
Digest sha256_of_file(const std::filesystem::path& path);

}  // namespace base
