#include "base/names.h"

#include <gtest/gtest.h>

namespace {

enum class Colour { Red, Green, Unnamed };

constexpr auto kColourNames = base::names<Colour>({{Colour::Red, "red"}, {Colour::Green, "green"}});

TEST(Names, RoundTrip) {
  static_assert(base::name_of(kColourNames, Colour::Green) == "green");
  EXPECT_EQ(base::value_of(kColourNames, "red"), Colour::Red);
}

TEST(Names, ReturnNothingForUnknownValues) {
  EXPECT_EQ(base::name_of(kColourNames, Colour::Unnamed), "");
  EXPECT_EQ(base::value_of(kColourNames, "Red"), std::nullopt);
  EXPECT_EQ(base::value_of(kColourNames, ""), std::nullopt);
}

}  // namespace
