#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publish/report/card.h"
#include "publish/report/page.h"

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

publish::Report report_with(const std::string& text) {
  publish::ReportSection section{"facts", "Facts", {}};
  section.say(text);
  section.add(publish::ReportTable{{"Table", {"name", "clips"}, {{text, "3"}}}});
  section.add(publish::ReportList{{text}});
  return {text, "A dataset.", {section}, {{"CC-BY-4.0", "LicenseRef-Ward: x\n", ""}, {"ultrasound"}, 1500}};
}

TEST(ReportPage, HasItsContentsAndOnlyTextOfOthers) {
  const std::string page = publish::report_page(report_with("<b>\"x\" & y"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#facts\">Facts</a>"));
  EXPECT_THAT(page, HasSubstr("<section id=\"facts\">"));
  EXPECT_THAT(page, Not(HasSubstr("<b>\"x\"")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;&quot;x&quot; &amp; y"));
}

TEST(ReportCard, HasAHeadThatHuggingFaceReads) {
  const std::string card = publish::report_card(report_with("x"));
  EXPECT_THAT(card, StartsWith("---\nlicense:\n- cc-by-4.0\n- other\n- unknown\nlicense_name: "
                               "\"LicenseRef-Ward: x\\\\x0a\"\ntask_categories:\n"));
  EXPECT_THAT(card, HasSubstr("size_categories:\n- 1K<n<10K\n"));
  EXPECT_THAT(card, HasSubstr("\n---\n\n# x\n\nA dataset.\n\n## Facts\n\nx\n\n"));
}

TEST(ReportCard, EscapesWhatWouldBeMarkup) {
  const std::string card = publish::report_card(report_with("- 1. *a* | [b](c) <d> `e` #f \\ $g$\nh"));
  EXPECT_THAT(card, HasSubstr("\n\\- 1. \\*a\\* \\| \\[b\\](c) \\<d\\> \\`e\\` \\#f \\\\ \\$g\\$\\\\x0ah\n"));
  EXPECT_THAT(card, HasSubstr("| - 1. \\*a\\* \\|"));
  EXPECT_THAT(publish::report_card(report_with("12. a")), HasSubstr("\n12\\. a\n"));
}

TEST(ReportCard, ShowsEachTableAndNoEmptyOne) {
  publish::Report report = report_with("x");
  publish::ReportPlots plots;
  plots.plots = {{"<svg/>", "With", {"Numbers", {"from", "clips"}, {{"0", "3"}}, true}}, {"<svg/>", "Without", {}}};
  report.sections.front().add(std::move(plots));
  const std::string card = publish::report_card(report);
  EXPECT_THAT(card, HasSubstr("Numbers\n\n| from | clips |\n| --- | ---: |\n| 0 | 3 |\n"));
  EXPECT_THAT(card, Not(HasSubstr("svg")));
}

}  // namespace
