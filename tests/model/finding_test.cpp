#include "model/finding.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

TEST(FindingCodes, are_sorted_unique_and_say_what_to_do) {
  const auto& codes = model::finding_codes();
  for (std::size_t i = 1; i < codes.size(); ++i) EXPECT_LT(codes[i - 1].code, codes[i].code);
  for (const auto& code : codes) {
    EXPECT_FALSE(code.meaning.empty()) << code.code;
    EXPECT_FALSE(code.next.empty()) << code.code;
    EXPECT_EQ(&model::finding_code(code.code), &code);
  }
}

TEST(Severity, reads_back) {
  for (const auto severity : {model::Severity::Note, model::Severity::Warning, model::Severity::Error}) {
    EXPECT_EQ(model::severity_from(model::to_string(severity)), severity);
  }
  EXPECT_FALSE(model::severity_from("fatal"));
}

}  // namespace
