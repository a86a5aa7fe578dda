// The figures that a split reports, by hand.
#include "curate/split/balance_figures.h"

#include <gtest/gtest.h>

#include "curate/split/instances.h"
#include "curate/split/split.h"

namespace {

using curate::BalanceFigure;
using test::unit;

model::Split split_of(std::vector<std::pair<std::string, int>> folds, model::SplitParameters parameters) {
  model::Split split;
  split.parameters = std::move(parameters);
  for (auto& [clip, fold] : folds) split.groups.push_back({{clip}, std::nullopt, fold});
  return split;
}

TEST(BalanceFigures, AreDifferencesOfShares) {
  std::vector<catalog::ClipSummary> units = {unit("a", "p", "x", 10), unit("b", "q", "x", 10), unit("c", "r", "x", 20),
                                             unit("d", "s", "y", 40), unit("e", "t", "", 20)};
  units[0].probe = units[1].probe = "convex";
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = 2;
  parameters.balance.probe = 3;
  const auto figures =
      curate::balance_figures(units, split_of({{"a", 0}, {"b", 0}, {"c", 1}, {"d", 1}, {"e", 0}}, parameters));
  ASSERT_EQ(figures.size(), 4U);
  EXPECT_EQ(figures[0].what, "diagnosis");
  EXPECT_DOUBLE_EQ(figures[0].largest, 0.5) << "the only clip of y is in fold 1";
  EXPECT_EQ(figures[0].value, "y");
  EXPECT_NEAR(figures[0].mean, (2 * (2.0 / 3 - 0.5) + 2 * 0.5) / 4, 1e-12) << "clips without a label do not count";
  EXPECT_EQ(figures[1].what, "clips");
  EXPECT_NEAR(figures[1].largest, 0.1, 1e-12);
  EXPECT_EQ(figures[2].what, "frames");
  EXPECT_NEAR(figures[2].largest, 0.1, 1e-12);
  EXPECT_EQ(figures[3].what, "probe");
  EXPECT_EQ(figures[3].weight, 3);
  EXPECT_NEAR(figures[3].largest, 0.5, 1e-12);
  EXPECT_FALSE(figures[0].test);
}

// Folds count without the test set, which has a figure of its own.
TEST(BalanceFigures, OfTheTestSetAreApart) {
  std::vector<catalog::ClipSummary> units;
  std::vector<std::pair<std::string, int>> folds;
  for (int i = 0; i < 10; ++i) {
    const std::string clip(1, static_cast<char>('a' + i));
    units.push_back(unit(clip, clip, "x"));
    folds.emplace_back(clip, i < 4 ? 0 : i < 7 ? 1 : 2);
  }
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.test = 200;
  const auto figures = curate::balance_figures(units, split_of(folds, model::with_folds(parameters, 2)));
  EXPECT_NEAR(figures[0].largest, 4.0 / 7 - 0.5, 1e-12);
  EXPECT_NEAR(figures[0].test.value(), 0.1, 1e-12);
}

// Axes have their own figures, and a label may be empty on one of them.
TEST(BalanceFigures, OfSeveralAxes) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "x,1"), unit("b", "q", "x,2"), unit("c", "r", "y,"),
                                                   unit("d", "s", "y,1")};
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = 2;
  parameters.axis = "diagnosis,severity";
  const auto figures = curate::balance_figures(units, split_of({{"a", 0}, {"b", 1}, {"c", 0}, {"d", 1}}, parameters));
  EXPECT_EQ(figures[0].largest, 0);
  EXPECT_EQ(figures[1].what, "severity");
  EXPECT_DOUBLE_EQ(figures[1].largest, 0.5);
  EXPECT_EQ(figures[1].value, "2");
}

}  // namespace
