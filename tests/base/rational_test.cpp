#include "base/rational.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "base/error.h"

namespace {

using base::Rational;

TEST(Rational, IsInLowestTermsWithAPositiveDenominator) {
  EXPECT_EQ(Rational(6, -4), Rational(-3, 2));
  EXPECT_EQ(Rational(0, -7).den(), 1);
  EXPECT_EQ(Rational(-3, 2).num(), -3);
}

TEST(Rational, ParsesNumbersOfPeopleAndFfmpeg) {
  EXPECT_EQ(Rational::parse("3"), Rational(3));
  EXPECT_EQ(Rational::parse("2.50"), Rational(5, 2));
  EXPECT_EQ(Rational::parse("-0.5"), Rational(-1, 2));
  EXPECT_EQ(Rational::parse("30000/1001"), Rational(30000, 1001));
}

TEST(Rational, RejectsInvalidNumbers) {
  for (const char* text : {"", " 3", "3 ", "1/0", "1/-2", "a", ".", "1.", ".5", "-.5", "1e3", "+1", "1//2", "0x10",
                           "9223372036854775808", "-9223372036854775808", "1.0000000000000001"}) {
    EXPECT_FALSE(Rational::parse(text)) << text;
  }
}

TEST(Rational, ParsesItsOwnText) {
  for (const Rational& value : {Rational(3), Rational(-7, 3), Rational(30000, 1001)}) {
    EXPECT_EQ(Rational::parse(value.text()), value);
  }
}

TEST(Rational, RoundsDecimalsHalfAwayFromZero) {
  EXPECT_EQ(Rational(1, 2).decimal(0), "1");
  EXPECT_EQ(Rational(-1, 2).decimal(0), "-1");
  EXPECT_EQ(Rational(1, 3).decimal(6), "0.333333");
  EXPECT_EQ(Rational(2, 3).decimal(6), "0.666667");
  EXPECT_EQ(Rational(-1, 1000).decimal(2), "0.00");
  EXPECT_EQ(Rational(27, 50).decimal(6), "0.540000");
}

TEST(Rational, ComparesWithoutOverflow) {
  const std::int64_t big = std::numeric_limits<std::int64_t>::max();
  EXPECT_LT(Rational(big - 1, big), Rational(big, big - 1));
  EXPECT_GT(Rational(1, 3), Rational(333333333, 1000000000));
}

TEST(Rational, RejectsResultsThatDoNotFit) {
  const std::int64_t big = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(Rational(big) + Rational(1), base::Error);
  EXPECT_THROW(Rational(big) * Rational(2), base::Error);
  EXPECT_THROW(Rational(1) / Rational(0), base::Error);
  EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
  EXPECT_EQ(Rational(1, 3) - Rational(1, 2), Rational(-1, 6));
}

}  // namespace
