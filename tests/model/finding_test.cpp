#include "model/finding.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

TEST(FindingCodes, AreSortedUniqueAndHaveANextStep) {
  const auto& codes = model::finding_codes();
  for (std::size_t i = 1; i < codes.size(); ++i) EXPECT_LT(codes[i - 1].code, codes[i].code);
  for (const auto& code : codes) {
    EXPECT_FALSE(code.meaning.empty()) << code.code;
    EXPECT_FALSE(code.next.empty()) << code.code;
    EXPECT_EQ(&model::finding_code(code.code), &code);
  }
}

// Datasets and decisions of older versions contain them.
TEST(FindingCodes, AreFoundByTheirFormerNames) {
  EXPECT_EQ(model::finding_code("label-doubtful").code, "label-issue");
  EXPECT_EQ(model::find_finding_code("no-such-code"), nullptr);
  EXPECT_EQ(model::find_finding_code(""), nullptr);
}

TEST(FindingCodes, KnowWhatTheyBlock) {
  EXPECT_TRUE(model::finding_code("licence-unknown").blocks.redistribution);
  EXPECT_FALSE(model::finding_code("truncated").blocks.redistribution);
  EXPECT_FALSE(model::finding_code("licence-unknown").blocks.release);
}

TEST(Severity, RoundTrips) {
  for (const auto severity : {model::Severity::Note, model::Severity::Warning, model::Severity::Error}) {
    EXPECT_EQ(model::severity_from(model::to_string(severity)), severity);
  }
  EXPECT_FALSE(model::severity_from("fatal"));
}

}  // namespace
