#include "base/rational.h"

#include <charconv>
#include <limits>

#include "base/error.h"

namespace base {
namespace {

__extension__ using Wide = __int128;

Wide gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Rational reduced(Wide num, Wide den) {
  if (den == 0) throw Error(Code::InvalidInput, "fraction with denominator 0");
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Wide divisor = gcd(num, den);
  if (divisor > 1) {
    num /= divisor;
    den /= divisor;
  }
  constexpr Wide kMaxInt64 = std::numeric_limits<std::int64_t>::max();
  if (num > kMaxInt64 || num < -kMaxInt64 || den > kMaxInt64) throw Error(Code::InvalidInput, "fraction out of range");
  return {static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) throw Error(Code::InvalidInput, "fraction with denominator 0");
  Wide num = numerator;
  Wide den = denominator;
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Wide divisor = gcd(num, den);
  num /= divisor;
  den /= divisor;
  constexpr Wide kMaxInt64 = std::numeric_limits<std::int64_t>::max();
  if (num > kMaxInt64 || den > kMaxInt64) throw Error(Code::InvalidInput, "fraction out of range");
  num_ = static_cast<std::int64_t>(num);
  den_ = static_cast<std::int64_t>(den);
}

std::optional<Rational> Rational::parse(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto num = whole(text.substr(0, slash));
    const auto den = whole(text.substr(slash + 1));
    if (!num || !den || *den <= 0 || *num == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return Rational(*num, *den);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) {
    const auto value = whole(text);
    if (!value || *value == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return Rational(*value);
  }
  const std::string_view decimals = text.substr(dot + 1);
  if (decimals.empty() || decimals.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const std::string digits = std::string(text.substr(0, dot)) + std::string(decimals);
  if (text.size() > 17 || decimals.size() > 15) return std::nullopt;
  const auto value = whole(digits);
  if (!value || text.substr(0, dot).empty() || text.substr(0, dot) == "-") return std::nullopt;
  std::int64_t den = 1;
  for (std::size_t i = 0; i < decimals.size(); ++i) den *= 10;
  return Rational(*value, den);
}

std::string Rational::text() const {
  return den_ == 1 ? std::to_string(num_) : std::to_string(num_) + "/" + std::to_string(den_);
}

std::string Rational::decimal(int digits) const {
  Wide scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const bool negative = num_ < 0;
  const Wide scaled = (negative ? -Wide(num_) : Wide(num_)) * scale;
  const Wide rounded = (2 * scaled + den_) / (2 * Wide(den_));
  std::string fraction = std::to_string(static_cast<std::int64_t>(rounded % scale));
  fraction.insert(0, static_cast<std::size_t>(digits) - (digits > 0 ? fraction.size() : 0), '0');
  std::string text = (negative && rounded != 0 ? "-" : "") + std::to_string(static_cast<std::int64_t>(rounded / scale));
  return digits > 0 ? text + "." + fraction : text;
}

Rational Rational::operator+(const Rational& other) const {
  return reduced(Wide(num_) * other.den_ + Wide(other.num_) * den_, Wide(den_) * other.den_);
}

Rational Rational::operator-(const Rational& other) const {
  return reduced(Wide(num_) * other.den_ - Wide(other.num_) * den_, Wide(den_) * other.den_);
}

Rational Rational::operator*(const Rational& other) const {
  return reduced(Wide(num_) * other.num_, Wide(den_) * other.den_);
}

Rational Rational::operator/(const Rational& other) const {
  return reduced(Wide(num_) * other.den_, Wide(den_) * other.num_);
}

std::strong_ordering Rational::operator<=>(const Rational& other) const {
  const Wide left = Wide(num_) * other.den_;
  const Wide right = Wide(other.num_) * den_;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace base
