#include "manifest/rule.h"

#include <gtest/gtest.h>

#include <chrono>

namespace manifest {
namespace {

class Cells : public Scope {
 public:
  explicit Cells(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
  Outcome look_up(const std::string& name) const override {
    const auto found = cells_.find(name);
    return found == cells_.end() ? Outcome{"", "no column " + name} : Outcome{found->second, ""};
  }

 private:
  std::map<std::string, std::string> cells_;
};

const Cells kCells(
    {{"Name", "clips/Patient_10_L1.MP4"}, {"Score", "2"}, {"Empty", ""}, {"a|b", "x"}, {"Ort", "Köln 1"}});

Rule rule_of(const std::string& yaml) {
  std::vector<Problem> problems;
  const auto node = read_yaml("k: " + yaml, "m.yaml", problems);
  Log log("m.yaml");
  Rule rule;
  if (node) rule = Rule::read(log, *node->entries[0].value, "k");
  EXPECT_TRUE(log.empty()) << text_of(log.take());
  return rule;
}

// The result, or "! " and the error.
std::string made(const std::string& yaml) {
  const Outcome outcome = rule_of(yaml).evaluate(kCells);
  return outcome.wrong.empty() ? outcome.text : "! " + outcome.wrong;
}

TEST(Rule, FillsTemplates) {
  EXPECT_EQ(made("plain"), "plain");
  EXPECT_EQ(made("\"{Score}\""), "2");
  EXPECT_EQ(made("\"s{Score}-{Name|stem|lower}\""), "s2-patient_10_l1");
  EXPECT_EQ(made("\"{Name|folder}|{Name|name}\""), "clips|Patient_10_L1.MP4");
  EXPECT_EQ(made("\"https://e.org/{Ort|url}\""), "https://e.org/K%C3%B6ln%201");
  EXPECT_EQ(made("\"{Ort|id}\""), "k-ln-1");
  EXPECT_EQ(made("\"{a|b}\""), "x") << "a bar in a column name is not a form";
  EXPECT_EQ(made("\"{{{Score}}}\""), "{2}");
}

TEST(Rule, ReadsNumbersAsSheetsWriteThem) {
  const auto number = [](const std::string& cell) {
    const Cells cells({{"n", cell}});
    const Outcome outcome = rule_of("\"{n|number}\"").evaluate(cells);
    return outcome.wrong.empty() ? outcome.text : "! " + outcome.wrong;
  };
  for (const char* two : {"2", "2.0", "2,0", "02", "+2", "2.000"}) EXPECT_EQ(number(two), "2") << two;
  EXPECT_EQ(number("2,5"), "2.5");
  EXPECT_EQ(number("-0.50"), "-0.5");
  EXPECT_EQ(number("-0"), "0");
  EXPECT_EQ(number("0,125"), "0.125");
  EXPECT_EQ(number(""), "");
  for (const char* word : {"x", "2.", ".5", "1e3", "1.2.3", "2 mm", "-"}) {
    EXPECT_EQ(number(word), std::string("! '") + word + "' is not a number");
  }
  EXPECT_NE(number("1,000").find("is ambiguous (thousands or decimals)"), std::string::npos);
  const Cells cells(std::map<std::string, std::string>{{"n", "2,0"}});
  EXPECT_EQ(rule_of("{from: \"{n|number}\", map: {2: severe}}").evaluate(cells).text, "severe");
  EXPECT_EQ(rule_of("{from: \"{n}\", map: {2: severe}}").evaluate(cells).wrong,
            "'2,0' is not in the map; use the form 'number' to turn it into '2'");
}

// A pseudonym must not consist of its prefix only.
TEST(Rule, IsEmptyIfAColumnIsEmpty) {
  EXPECT_EQ(made("\"p{Empty}\""), "");
  EXPECT_EQ(made("{from: \"p{Empty}\", default: none}"), "none");
  EXPECT_EQ(made("{from: [\"a {Score}\", \"b {Empty}\", \"c {Score}\"], join: \"; \"}"), "a 2; c 2");
}

TEST(Rule, MatchesPatterns) {
  EXPECT_EQ(made("{from: \"{Name}\", match: \".*Patient_([0-9]+)_.*\"}"), "10");
  EXPECT_EQ(made("{from: \"{Name}\", match: \".*/(?P<who>[A-Za-z]+)_(?P<n>\\\\d+)_.*\", to: \"{who|lower}-{n}\"}"),
            "patient-10");
  EXPECT_EQ(made("{from: \"{Score}\", match: \"[0-3]\"}"), "2");
  EXPECT_EQ(made("{from: \"{Score}\", match: \"[01]\"}"), "! '2' does not match [01]");
  EXPECT_EQ(made("{from: \"{Score}\", match: \"[01]\", otherwise: \"\"}"), "");
  EXPECT_EQ(made("{from: \"{Name}\", match: \"Patient\", otherwise: \"<{@value}>\"}"), "<clips/Patient_10_L1.MP4>")
      << "a pattern must match the whole text";
}

TEST(Rule, MapsValues) {
  const std::string map = "map: {0: none, 2: \"{Score}b\", Severe: high}";
  EXPECT_EQ(made("{from: \"{Score}\", " + map + "}"), "2b");
  EXPECT_EQ(made("{from: SEVERE, " + map + "}"), "high") << "ignores case";
  EXPECT_EQ(made("{from: sever, " + map + "}"), "! 'sever' is not in the map; did you mean 'severe'?");
  EXPECT_EQ(made("{from: \"9\", " + map + ", otherwise: \"\", default: x}"), "x");
  EXPECT_EQ(made("{from: \"{Name}\", match: \".*_([LR])[0-9].*\", map: {l: left, r: right}}"), "left");
}

// A pattern that takes other engines minutes, and growing texts.
TEST(Rule, LimitsTimeAndLength) {
  const auto start = std::chrono::steady_clock::now();
  const Cells cells({{"x", std::string(50'000, 'a')}});
  const Outcome outcome = rule_of("{from: \"{x}\", match: \"(a*)*(a|aa)+b\", otherwise: no}").evaluate(cells);
  EXPECT_EQ(outcome.text, "no");
  EXPECT_EQ(rule_of("\"{x}{x}\"").evaluate(cells).wrong, "longer than 65536 bytes");
  EXPECT_EQ(rule_of("{from: [\"{x}\", \"{x}\"]}").evaluate(cells).wrong, "longer than 65536 bytes");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace manifest
