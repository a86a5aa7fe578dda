// The verdict of `audit`: each rule is tested on either side of its threshold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "evaluation/audit_json.h"
#include "evaluation/audit_report.h"
#include "evaluation/audit_result.h"
#include "evaluation/audit_scores.h"
#include "evaluation/audit_verdict.h"
#include "evaluation/label_permutation.h"

namespace {

using evaluation::AuditResult;
using evaluation::Verdict;
using Kind = evaluation::ShortcutScore::Kind;
using testing::HasSubstr;

/// Two classes, many subjects, and a model at 0.9 that no shortcut explains.
AuditResult sound() {
  AuditResult result;
  result.split = "main <b>";
  result.by = "subject";
  result.classes = {"x", "y"};
  result.counts.all = {80, 800, 60};
  result.counts.classes = {{40, 400, 30}, {40, 400, 30}};
  result.majority_accuracy = 0.5;
  result.model = {0.9, 0.9, evaluation::Interval{0.85, 0.95}};
  result.permutations = {{0.5, 0.4, 0.6}, 0, 0.005, "60 subjects exchange"};
  result.groupings = {{"clip", "", 0.9, 0.9, {0.9, 0.9, {}}}, {"subject", "", 0.89, 0.89, {0.9, 0.9, {}}}};
  result.curve = {
      {0.2, 10, 0.7, 0.6, 0.8}, {0.6, 30, 0.89, 0.8, 0.9}, {0.8, 40, 0.9, 0.9, 0.9}, {1, 50, 0.9, 0.9, 0.9}};
  return result;
}

void add(AuditResult& result, Kind kind, double balanced, double low) {
  result.shortcuts.push_back(
      {kind, "all together", true, {balanced, balanced, evaluation::Interval{low, balanced + 0.1}}});
}

Verdict evaluated(AuditResult result) {
  evaluate_audit(result);
  return result.verdict;
}

TEST(AuditVerdict, TrustsResultWithoutShortcut) { EXPECT_EQ(evaluated(sound()), Verdict::Yes); }

TEST(AuditVerdict, WeighsShortcutAgainstGainOverChance) {
  const std::vector<std::tuple<Kind, double, double, Verdict>> cases = {
      {Kind::Metadata, 0.83, 0.7, Verdict::No},   {Kind::Metadata, 0.75, 0.6, Verdict::Care},
      {Kind::Metadata, 0.65, 0.55, Verdict::Yes}, {Kind::Metadata, 0.83, 0.49, Verdict::Yes},
      {Kind::Border, 0.83, 0.7, Verdict::No},     {Kind::Source, 0.83, 0.7, Verdict::Care},
      {Kind::Statistics, 0.89, 0.8, Verdict::Yes}};
  for (const auto& [kind, balanced, low, verdict] : cases) {
    AuditResult result = sound();
    add(result, kind, balanced, low);
    EXPECT_EQ(evaluated(result), verdict) << to_string(kind) << " " << balanced << " from " << low;
  }
}

// Any shortcut explains a model that is no better than chance.
TEST(AuditVerdict, ReportsShortcutOfModelAtChance) {
  AuditResult result = sound();
  result.model.balanced = 0.5;
  add(result, Kind::Metadata, 0.6, 0.52);
  evaluate_audit(result);
  EXPECT_EQ(result.verdict, Verdict::No);
  EXPECT_THAT(result.reasons.front().text, HasSubstr("more than the model"));
}

TEST(AuditVerdict, ReportsChanceLeaksAndFewSubjects) {
  AuditResult result = sound();
  result.permutations.p = 0.05;
  EXPECT_EQ(evaluated(result), Verdict::No);
  result = sound();
  result.leaks = "12 frames leak.";
  EXPECT_EQ(evaluated(result), Verdict::No);
  result = sound();
  result.possible_leaks = "12 frames may leak.";
  EXPECT_EQ(evaluated(result), Verdict::Care);
  result = sound();
  result.counts.classes[1].subjects = 9;
  EXPECT_EQ(evaluated(result), Verdict::Care);
}

TEST(AuditVerdict, ReportsOptimisticAndImpossibleGroupings) {
  AuditResult result = sound();
  result.groupings[0].frame_accuracy = 0.95;
  result.groupings.push_back({"source", "2 groups cannot fill 5 folds", 0, 0, {}});
  evaluate_audit(result);
  EXPECT_EQ(result.verdict, Verdict::Yes);
  EXPECT_NEAR(*result.gap_points("clip"), 6, 1e-9);
  EXPECT_EQ(result.gap_points("source"), std::nullopt);
  std::string all;
  for (const auto& reason : result.reasons) all += reason.text + "\n";
  EXPECT_THAT(all, HasSubstr("6 points better"));
  EXPECT_THAT(all, HasSubstr("2 groups cannot fill 5 folds"));
  result.groupings.back() = {"source", "", 0.7, 0.7, {0.7, 0.7, {}}};
  EXPECT_EQ(evaluated(result), Verdict::Care);
}

TEST(AuditVerdict, IsInJsonAndHtml) {
  AuditResult result = sound();
  add(result, Kind::Border, 0.83, 0.7);
  evaluate_audit(result);
  const auto json = nlohmann::json::parse(audit_json(result));
  EXPECT_EQ(json["verdict"]["verdict"], "no");
  EXPECT_NEAR(json["shortcuts"][0]["share_of_gain"].get<double>(), 0.825, 1e-6);
  const std::string page = audit_html(result);
  EXPECT_THAT(page, HasSubstr("Do not trust the result."));
  EXPECT_THAT(page, HasSubstr("main &lt;b&gt;"));
  EXPECT_THAT(page, testing::Not(HasSubstr("<b>'")));
}

TEST(AuditScores, MatchHandComputedValues) {
  const std::vector<int> labels = {0, 0, 0, 1};
  const std::vector<int> decisions = {0, 0, -1, 1};
  EXPECT_DOUBLE_EQ(evaluation::accuracy_of(labels, decisions), 0.75);
  EXPECT_DOUBLE_EQ(evaluation::balanced_accuracy_of(labels, decisions, 2), (2. / 3 + 1) / 2);
  EXPECT_DOUBLE_EQ(evaluation::balanced_accuracy_of(labels, decisions, 3), (2. / 3 + 1) / 2)
      << "a class that is not there";
  const auto score = evaluation::score_of(labels, decisions, 2, {"a", "b", "c", "d"}, 1);
  ASSERT_TRUE(score.interval);
  EXPECT_LE(score.interval->low, score.balanced);
  EXPECT_EQ(score.interval, evaluation::score_of(labels, decisions, 2, {"a", "b", "c", "d"}, 1).interval);
  EXPECT_FALSE(evaluation::score_of(labels, decisions, 2, {"a", "a", "a", "a"}, 1).interval) << "of one subject";
}

// A subject's clips stay together, and no label is lost.
TEST(LabelPermutation, KeepsSubjectsWhole) {
  std::vector<int> labels;
  std::vector<std::string> subjects;
  for (int subject = 0; subject < 30; ++subject) {
    for (int clip = 0; clip <= subject % 3; ++clip) {
      labels.push_back(subject % 2);
      subjects.push_back(std::to_string(subject));
    }
  }
  labels.insert(labels.end(), {1, 1, 0, 1, 0});  // nobody else has five clips, or four
  subjects.insert(subjects.end(), 5, "five");
  labels.insert(labels.end(), {0, 0, 0, 0});
  subjects.insert(subjects.end(), 4, "four");
  const evaluation::LabelPermutation permutation(labels, subjects);
  EXPECT_EQ(permutation.how(),
            "30 subjects exchange the labels of all their clips with a subject that has the same number of clips; "
            "2 subjects without a partner exchange their most frequent label");
  EXPECT_EQ(permutation.labels(7, 3), permutation.labels(7, 3));
  EXPECT_NE(permutation.labels(7, 3), permutation.labels(7, 4));
  EXPECT_NE(permutation.labels(7, 3), permutation.labels(8, 3));
  bool exchanged = false;
  for (std::uint64_t number = 0; number < 20; ++number) {
    const std::vector<int> permuted = permutation.labels(1, number);
    for (std::size_t i = 1; i < permuted.size(); ++i) {
      if (subjects[i] == subjects[i - 1]) {
        EXPECT_EQ(permuted[i], permuted[i - 1]);
      }
    }
    const auto ones = [](const std::vector<int>& of) { return std::count(of.begin(), of.end() - 9, 1); };
    EXPECT_EQ(ones(permuted), ones(labels));
    exchanged |= permuted.back() == 1;
  }
  EXPECT_TRUE(exchanged) << "the two without a partner exchange labels too";
}

}  // namespace
