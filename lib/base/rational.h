#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// An exact fraction in lowest terms with a positive denominator. Calculates in 128 bits; throws InvalidInput if a
/// result does not fit into 64 bits.
class Rational {
 public:
  constexpr Rational() = default;
  /// Throws InvalidInput if `denominator` is 0.
  Rational(std::int64_t numerator, std::int64_t denominator = 1);

  std::int64_t num() const { return num_; }
  std::int64_t den() const { return den_; }

  /// "3", "2.5", "30000/1001": a whole number, a decimal (up to 15 digits) or a fraction. Nothing for other text.
  static std::optional<Rational> parse(std::string_view text);
  /// "3" or "30000/1001"; `parse` reads it back.
  std::string text() const;
  /// Rounded half away from zero to `digits` (0 to 9) decimals, computed in integers, trailing zeros kept: "1.500000".
  std::string decimal(int digits) const;
  double value() const { return static_cast<double>(num_) / static_cast<double>(den_); }

  Rational operator+(const Rational& other) const;
  Rational operator-(const Rational& other) const;
  Rational operator*(const Rational& other) const;
  Rational operator/(const Rational& other) const;
  bool operator==(const Rational&) const = default;
  std::strong_ordering operator<=>(const Rational& other) const;

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

}  // namespace base
