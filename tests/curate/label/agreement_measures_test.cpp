// Agreement statistics equal published worked examples.
#include "curate/label/agreement_measures.h"

#include <gtest/gtest.h>

#include <string>

namespace curate {
namespace {

using Table = std::vector<std::vector<double>>;
using Units = std::vector<std::vector<std::size_t>>;

// One text for each annotator, a character for each clip; '.' is a missing value.
Units units(const std::vector<std::string>& annotators, char first) {
  Units units(annotators.front().size());
  for (const std::string& said : annotators) {
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i] != '.') units[i].push_back(static_cast<std::size_t>(said[i] - first));
    }
  }
  return units;
}

// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): its examples of binary data, of nominal data of two
// observers, and of four observers with missing values, as nominal and as ordinal data.
TEST(AgreementMeasures, KrippendorffsExamples) {
  EXPECT_NEAR(krippendorffs_alpha(units({"0100000010", "1110010000"}, '0'), 2, Level::Nominal).value(), 0.095, 5e-4);
  EXPECT_NEAR(krippendorffs_alpha(units({"aabbdcccedda", "babbbccceddd"}, 'a'), 5, Level::Nominal).value(), 0.692,
              5e-4);
  const Units four = units({"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, '1');
  EXPECT_NEAR(krippendorffs_alpha(four, 5, Level::Nominal).value(), 0.743, 5e-4);
  EXPECT_NEAR(krippendorffs_alpha(four, 5, Level::Ordinal).value(), 0.815, 5e-4);
}

// Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), table 1: 200 cases in three diagnostic categories.
TEST(AgreementMeasures, CohensExample) {
  const Table judges = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
  EXPECT_NEAR(cohens_kappa(judges, nominal_distance()).value(), 0.492, 5e-4);
  const Table weights = {{0, 1, 3}, {1, 0, 6}, {3, 6, 0}};
  EXPECT_NEAR(cohens_kappa(judges, [&](std::size_t a, std::size_t b) { return weights[a][b]; }).value(), 0.348, 5e-4);
}

// The example of weights in scikit-learn's tests of cohen_kappa_score.
TEST(AgreementMeasures, QuadraticWeightsOfScikitLearn) {
  const Table raters = {{46, 0, 0}, {4, 40, 0}, {0, 0, 10}};
  EXPECT_NEAR(cohens_kappa(raters, nominal_distance()).value(), 0.9315, 5e-5);
  EXPECT_NEAR(cohens_kappa(raters, squared_distance()).value(), 0.9541, 5e-5);
}

TEST(AgreementMeasures, NothingWhereThereIsNothingToCompare) {
  EXPECT_EQ(cohens_kappa({{5, 0}, {0, 0}}, nominal_distance()), std::nullopt);
  EXPECT_EQ(cohens_kappa({}, nominal_distance()), std::nullopt);
  EXPECT_EQ(krippendorffs_alpha({{1, 1}, {1, 1, 1}}, 2, Level::Nominal), std::nullopt);
  EXPECT_EQ(krippendorffs_alpha({{0}, {1}}, 2, Level::Ordinal), std::nullopt);
}

TEST(AgreementMeasures, FullAgreementIsOneAndOppositeIsNegative) {
  EXPECT_DOUBLE_EQ(krippendorffs_alpha({{0, 0}, {1, 1}}, 2, Level::Nominal).value(), 1);
  EXPECT_DOUBLE_EQ(cohens_kappa({{0, 5}, {5, 0}}, nominal_distance()).value(), -1);
}

}  // namespace
}  // namespace curate
