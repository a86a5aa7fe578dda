#include "evaluation/calibration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace {

using evaluation::fit_temperature;
using evaluation::softmax;

struct Rows {
  std::vector<double> logits;
  std::vector<int> labels;
  std::vector<double> weights;
};

/// Forty rows of three classes; three in four have the label of their largest logit.
Rows rows(double scale = 1) {
  Rows made;
  for (int i = 0; i < 40; ++i) {
    std::vector<double> row(3);
    for (std::size_t c = 0; c < 3; ++c) row[c] = 3 * std::sin(1 + 7 * i + 3 * static_cast<int>(c));
    made.labels.push_back(i % 4 == 0 ? i % 3 : static_cast<int>(std::ranges::max_element(row) - row.begin()));
    made.weights.push_back(1 + i % 3);
    for (const double z : row) made.logits.push_back(z * scale);
  }
  return made;
}

double temperature(const Rows& made) { return fit_temperature(made.logits, made.labels, made.weights); }

// scipy.optimize.minimize_scalar (1.10.1, bounded, in log T) on the same rows.
TEST(Temperature, MatchesSciPyMinimum) { EXPECT_NEAR(temperature(rows()), 1.7192383641575513, 1e-6); }

// Logits scaled by ten get ten times the temperature.
TEST(Temperature, UndoesScaleOfLogits) { EXPECT_NEAR(temperature(rows(10)) / temperature(rows()), 10, 1e-9); }

TEST(Temperature, StaysWithinBounds) {
  Rows right = rows();
  for (std::size_t i = 0; i < right.labels.size(); ++i) {
    const auto row = std::span(right.logits).subspan(i * 3, 3);
    right.labels[i] = static_cast<int>(std::ranges::max_element(row) - row.begin());
  }
  EXPECT_NEAR(temperature(right), evaluation::kMinTemperature, 1e-9);
  Rows wrong = right;
  for (int& label : wrong.labels) label = (label + 1) % 3;
  EXPECT_NEAR(temperature(wrong), evaluation::kMaxTemperature, 1e-9);
}

TEST(Temperature, IgnoresRowsWithoutWeight) {
  Rows more = rows();
  more.logits.insert(more.logits.end(), {1000, -1000, 0});
  more.labels.push_back(1);
  more.weights.push_back(0);
  EXPECT_EQ(temperature(more), temperature(rows()));
  EXPECT_EQ(fit_temperature({}, {}, {}), 1);
}

TEST(Temperature, RejectsInvalidInput) {
  Rows bad = rows();
  bad.logits[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(temperature(bad), base::Error);
  bad = rows();
  bad.labels[0] = 3;
  EXPECT_THROW(temperature(bad), base::Error);
  bad = rows();
  bad.weights.pop_back();
  EXPECT_THROW(temperature(bad), base::Error);
}

// Large logits must not overflow.
TEST(Softmax, SumsToOne) {
  const std::vector<double> p = softmax(std::vector<double>{1000, 1000, 999});
  EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-12);
  EXPECT_EQ(p[0], p[1]);
  EXPECT_NEAR(p[2] / p[0], std::exp(-1), 1e-12);
  const std::vector<double> cool = softmax(std::vector<double>{2, 0}, 2);
  EXPECT_NEAR(cool[0] / cool[1], std::exp(1), 1e-12);
}

}  // namespace
