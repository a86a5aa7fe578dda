// Lines of decisions.jsonl that people, kills or mischief made.
#include "curate/label/decisions.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace {

constexpr const char* kLabel =
    R"({"at":"2026-01-01T00:00:00Z","kind":"label","what":{"axis":"diagnosis","clip":"a","role":"curator","value":"b"},)"
    R"("who":"dr-a","why":"PCR"})";

TEST(Decisions, a_line_is_read_as_it_was_written) {
  EXPECT_EQ(curate::to_line(curate::parse_decision(kLabel)), kLabel);
}

TEST(Decisions, what_is_no_decision_is_refused) {
  for (const std::string line : {"", "{}", "[]", "nonsense", R"({"kind":"label","who":1,"at":"","why":"","what":{}})",
                                 R"({"kind":"guess","who":"a","at":"","why":"","what":{}})"}) {
    EXPECT_THROW(curate::parse_decision(line), base::Error) << line;
  }
}

// Writing JSON again takes stack for each level: a million of them must not end the program.
TEST(Decisions, values_within_values_without_end_are_refused) {
  const std::string deep = R"({"kind":"label","who":"a","at":"","why":"","what":)" + std::string(1'000'000, '[') +
                           std::string(1'000'000, ']') + "}";
  EXPECT_THROW(curate::parse_decision(deep), base::Error);
}

}  // namespace
