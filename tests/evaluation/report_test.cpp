#include "evaluation/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluation/limitations.h"
#include "evaluation/made_predictions.h"
#include "evaluation/model_card.h"
#include "html/html.h"
#include "support/well_formed.h"

namespace {

using evaluation::ReportInput;
using evaluation::WorstError;
using test::count;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::uint8_t> kPng = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

ReportInput input(const evaluation::Predictions& predictions) {
  ReportInput made;
  made.title = "Baseline of ward, split main";
  made.predictions = predictions;
  made.metrics = evaluate(predictions, {.draws = 50});
  made.model = {{"weights", "sha256 abc"}};
  made.data = {{"dataset", "catalog digest def"}};
  made.protocol = {{"split", "main, 5 folds by subject"}};
  made.test_set_evaluations = 3;
  made.reference_results = evaluation::pocovid_net(predictions.classes);
  for (const WorstError& error : evaluation::worst_errors(predictions, 2)) made.errors.push_back({error, kPng});
  made.label_issues = evaluation::confident_learning(predictions).clips;
  return made;
}

ReportInput input() { return input(test::make_predictions(3, {.repeats = 2, .skill = 1})); }

/// Everything an untrusted party may have named.
ReportInput hostile() {
  const std::string evil = "</title><script>alert('x')</script>&\"|](http://evil)`\n# evil";
  evaluation::Predictions predictions = test::make_predictions(3, {.skill = 1});
  predictions.classes[1] = evil;
  for (auto& clip : predictions.clips) {
    clip.clip += evil;
    clip.subject += evil;
    clip.source = evil;
  }
  ReportInput made = input(predictions);
  made.title = evil;
  made.model = made.data = made.protocol = {{evil, evil}};
  made.warnings = made.limitations = {evil};
  return made;
}

// The page may be opened from a mail or a web server: whatever the names, it must not run or load anything.
TEST(Report, IsSafeAndSelfContained) {
  for (const ReportInput& made : {input(), hostile()}) {
    const std::string page = report_html(made);
    ASSERT_TRUE(page.starts_with("<!doctype html>\n"));
    EXPECT_EQ(test::not_well_formed(page.substr(page.find('\n') + 1)), "");
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    EXPECT_EQ(count(page, "src=\""), count(page, "src=\"data:image/"));
    EXPECT_EQ(count(page, "href"), 0);
    EXPECT_EQ(count(page, "url("), 0);
  }
}

TEST(Report, ContainsKeyFacts) {
  ReportInput made = input();
  made.warnings = {"The split is stale."};
  const std::string page = report_html(made);
  for (const char* words :
       {"60 clips with 300 frames of 30 subjects", "of 10 subjects", "The split is stale.", "catalog digest def",
        "sha256 abc", "main, 5 folds by subject", "test-set evaluations", "Worst errors", "Limitations", "POCOVID-Net",
        "chosen on the fold that was then reported", "Few subjects: covid-19 (10), healthy (10) and"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
  EXPECT_EQ(count(page, "<img"), 2);
  EXPECT_EQ(count(page, "<svg"), 6);
  EXPECT_EQ(page, report_html(made));
}

// Undefined metrics are a dash, never 0 or nan.
TEST(Report, ShowsUndefinedMetricsAsDash) {
  evaluation::Predictions predictions = test::make_predictions(3, {.subjects = 4});
  std::erase_if(predictions.clips, [](const auto& clip) { return clip.label == 2; });
  const std::string page = report_html(input(predictions));
  EXPECT_THAT(page, HasSubstr("<b>–</b>"));
  EXPECT_THAT(page, Not(HasSubstr("nan")));
}

// The published results are about COVID-19.
TEST(Report, ComparesWithPocovidNetOnlyForCovidClasses) {
  EXPECT_EQ(evaluation::pocovid_net({"cat", "dog"}), std::nullopt);
  ReportInput made = input();
  made.reference_results.reset();
  EXPECT_THAT(report_html(made), Not(HasSubstr("POCOVID")));
}

// RFC 4648's test vectors after a picture's first bytes; other bytes are not embedded.
TEST(Report, EmbedsPicturesOnly) {
  const auto jpeg = [](std::initializer_list<std::uint8_t> more) {
    std::vector<std::uint8_t> bytes = {0xff, 0xd8, 0xff};
    bytes.insert(bytes.end(), more);
    return html::data_uri(bytes).value_or("");
  };
  EXPECT_EQ(jpeg({'f'}), "data:image/jpeg;base64,/9j/Zg==");
  EXPECT_EQ(jpeg({'f', 'o'}), "data:image/jpeg;base64,/9j/Zm8=");
  EXPECT_EQ(jpeg({'f', 'o', 'o', 'b', 'a', 'r'}), "data:image/jpeg;base64,/9j/Zm9vYmFy");
  const std::string svg = "<svg onload='x'/>";
  EXPECT_EQ(html::data_uri({reinterpret_cast<const std::uint8_t*>(svg.data()), svg.size()}), std::nullopt);
  EXPECT_EQ(html::data_uri({}), std::nullopt);
}

// A recall of 1 with an interval of zero width is not certainty.
TEST(Limitations, FollowFromMetrics) {
  evaluation::Predictions predictions = test::make_predictions(3, {.subjects = 90, .skill = 9});
  const std::vector<std::string> limitations = evaluation::limitations_of(evaluate(predictions, {.draws = 20}));
  EXPECT_THAT(limitations, testing::Contains(HasSubstr("up to 10% of its subjects may still be missed (3/30)")));
  EXPECT_THAT(limitations, Not(testing::Contains(HasSubstr("Few subjects"))));
}

// The most confident error first, with the frame that most supports the wrong class.
TEST(WorstErrors, AreMostConfidentFirst) {
  evaluation::Predictions predictions;
  predictions.classes = {"a", "b"};
  evaluation::ClipPrediction worst = test::clip("worst", "p", 0, {.1, .9});
  worst.pictures = {4, 8};
  worst.files = {"four.png", "eight.png"};
  worst.frame_probabilities = {.2, .8, .05, .95};
  predictions.clips = {test::clip("bad", "q", 1, {.6, .4}), worst, test::clip("good", "r", 1, {.3, .7})};
  const std::vector<WorstError> errors = worst_errors(predictions, 10);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].clip, "worst");
  EXPECT_EQ(errors[0].file, "eight.png");
  EXPECT_EQ(errors[0].picture, 8);
  EXPECT_NEAR(errors[0].probability, 0.9, 1e-12);
  EXPECT_EQ(errors[1].clip, "bad");
  EXPECT_EQ(worst_errors(predictions, 1).size(), 1u);
}

// The headings of Mitchell et al., in order.
TEST(ModelCard, HasStandardHeadings) {
  const std::string card = model_card(input());
  std::size_t at = 0;
  for (const char* heading : {"# Baseline of ward", "## Model details", "## Intended use", "## Factors", "## Metrics",
                              "## Evaluation data", "## Training data", "## Quantitative analyses",
                              "## Ethical considerations", "## Caveats and recommendations"}) {
    at = card.find(heading, at);
    ASSERT_NE(at, std::string::npos) << heading;
  }
  EXPECT_THAT(card, HasSubstr("- weights: sha256 abc\n"));
  EXPECT_THAT(card, HasSubstr("| covid-19 | 10 | 20 | 100 |"));
  EXPECT_EQ(card, model_card(input()));
}

TEST(ModelCard, EscapesNames) {
  const std::string card = model_card(hostile());
  EXPECT_THAT(card, Not(HasSubstr("\n# evil")));
  EXPECT_THAT(card, Not(HasSubstr("<script")));
  EXPECT_EQ(count(card, "](http"), count(card, "\\](http"));
  EXPECT_THAT(card, HasSubstr("&lt;script&gt;"));
}

}  // namespace
