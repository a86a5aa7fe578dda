// Lines of decisions.jsonl, written by people, cut by kills, or hostile.
#include "curate/label/decisions.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace {

constexpr const char* kLabel =
    R"({"at":"2026-01-01T00:00:00Z","kind":"label","what":{"axis":"diagnosis","clip":"a","role":"curator","value":"b"},)"
    R"("who":"dr-a","why":"PCR"})";

TEST(Decisions, LinesRoundTrip) { EXPECT_EQ(curate::to_line(curate::parse_decision(kLabel)), kLabel); }

TEST(Decisions, RejectInvalidLines) {
  for (const std::string line : {"", "{}", "[]", "nonsense", R"({"kind":"label","who":1,"at":"","why":"","what":{}})",
                                 R"({"kind":"guess","who":"a","at":"","why":"","what":{}})"}) {
    EXPECT_THROW(curate::parse_decision(line), base::Error) << line;
  }
}

// A later line undoes an earlier one, and can itself be undone.
TEST(Decisions, KnowWhatWasUndone) {
  const auto taken_back = [](const catalog::Decision& target, const std::string& at) {
    return catalog::Decision{"undo", "me", at, "why", curate::to_line(target)};
  };
  const catalog::Decision label = curate::parse_decision(kLabel);
  const catalog::Decision undo = taken_back(label, "2026-01-02T00:00:00Z");
  const catalog::Decision redo = taken_back(undo, "2026-01-03T00:00:00Z");
  EXPECT_EQ(curate::parse_decision(curate::to_line(redo)), redo);
  EXPECT_EQ(curate::undone_by(undo), label);
  EXPECT_EQ(curate::undone_decisions({label, undo}), (std::set<catalog::Decision>{label}));
  EXPECT_EQ(curate::undone_decisions({label, undo, redo}), (std::set<catalog::Decision>{undo}));
  EXPECT_TRUE(curate::undone_decisions({label}).empty());
}

TEST(Decisions, RejectUndoOfOtherKinds) {
  for (const std::string what :
       {R"({})", R"("x")", R"({"kind":"remove-split","who":"a","at":"","why":"","what":{"name":"n"}})"}) {
    EXPECT_THROW(curate::parse_decision(R"({"kind":"undo","who":"a","at":"","why":"","what":)" + what + "}"),
                 base::Error)
        << what;
  }
}

// Dumping JSON uses stack for each level: a million of them must not crash the program.
TEST(Decisions, RejectDeepNesting) {
  const std::string deep = R"({"kind":"label","who":"a","at":"","why":"","what":)" + std::string(1'000'000, '[') +
                           std::string(1'000'000, ']') + "}";
  EXPECT_THROW(curate::parse_decision(deep), base::Error);
}

}  // namespace
