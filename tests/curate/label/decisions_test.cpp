// Lines of decisions.jsonl, written by people, cut by kills, or hostile.
#include "curate/label/decisions.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

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

// Control characters, and values that no label can have; hidden ones are allowed, and written escaped.
TEST(Decisions, RejectControlCharacters) {
  for (const std::string why : {R"(a\u001b[2J)", R"(a\u0000)", R"(a\u009b)", "a\x7f"}) {
    std::string line = kLabel;
    EXPECT_THROW(curate::parse_decision(line.replace(line.find("PCR"), 3, why)), base::Error) << why;
  }
  std::string line = kLabel;
  line.replace(line.find("PCR"), 3, "a\u202eb");
  EXPECT_EQ(curate::parse_decision(line).why, "a\u202eb");
  EXPECT_NE(curate::to_line(curate::parse_decision(line)).find("a\\u202eb"), std::string::npos);
  std::string other = kLabel;
  EXPECT_THROW(curate::parse_decision(other.replace(other.find(R"("a","role)"), 3, R"("../a")")), base::Error);
}

TEST(Decisions, AreReadToTheLastByte) {
  const auto folder = test::temporary_folder();
  const auto file = folder.path() / "decisions.jsonl";
  EXPECT_TRUE(curate::read_decisions(file).decisions.empty());
  base::write_atomically(file, std::string("nonsense\n\n") + kLabel);
  EXPECT_EQ(curate::read_decisions(file).decisions.at(0).first, 3);
  ASSERT_EQ(curate::read_decisions(file).wrong.size(), 1U);
  EXPECT_EQ(curate::read_decisions(file).wrong[0].number, 1);
  base::write_atomically(file, std::string(kLabel) + "\n" + std::string(kLabel).substr(0, 30));
  EXPECT_EQ(curate::read_decisions(file).decisions.size(), 1U);
  EXPECT_EQ(curate::read_decisions(file).wrong.at(0).why.substr(0, 7), "cut off");
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

// The library's parser with a callback needs minutes for a line of three megabytes.
TEST(Decisions, ParseLongLinesInLinearTime) {
  std::string line = R"({"kind":"label","who":"a","at":"","why":"","what":[{})";
  for (int i = 0; i < 1'000'000; ++i) line += ",{}";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THROW(curate::parse_decision(line + "]}"), base::Error);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

// Dumping JSON uses stack for each level: a million of them must not crash the program.
TEST(Decisions, RejectDeepNesting) {
  const std::string deep = R"({"kind":"label","who":"a","at":"","why":"","what":)" + std::string(1'000'000, '[') +
                           std::string(1'000'000, ']') + "}";
  EXPECT_THROW(curate::parse_decision(deep), base::Error);
}

}  // namespace
