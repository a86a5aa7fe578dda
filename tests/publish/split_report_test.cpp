#include "publish/split_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "curate/split/split.h"

namespace {

using testing::HasSubstr;

catalog::ClipSummary unit(const std::string& clip, const std::string& subject, const std::string& value) {
  catalog::ClipSummary made;
  made.clip = clip;
  made.manifest = "m";
  made.source = "s";
  made.subject = "m/" + subject;
  made.value = value;
  made.frames = 10;
  return made;
}

publish::SplitReport report(model::SplitBy by) {
  const std::vector<catalog::ClipSummary> units = {unit("a", "p", "covid"), unit("b", "p", "covid"), unit("c", "q", ""),
                                                   unit("d", "r", "covid")};
  const std::vector<model::Link> links = {{model::LinkKind::Subject, "m/p", "a", "b"}};
  model::SplitParameters parameters;
  parameters.name = "main";
  parameters.folds = 2;
  parameters.by = by;
  const curate::MadeSplit made = curate::make_split(units, links, parameters);
  const auto pictures = [](std::string_view) { return std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; };
  const curate::Leaks leaks = curate::check_leaks(made.split, units, links, pictures);
  return publish::report_split(made.split, units, leaks, made.warnings, pictures);
}

TEST(SplitReport, CountsAddUp) {
  for (const model::SplitBy by : {model::SplitBy::Subject, model::SplitBy::Frame}) {
    const publish::SplitReport made = report(by);
    std::int64_t frames = 0;
    for (const publish::FoldCounts& fold : made.folds) {
      frames += fold.frames;
      EXPECT_EQ(fold.clips_of_label.size(), 2U) << "labels that a fold lacks are listed with 0";
    }
    EXPECT_EQ(frames, 40);
    EXPECT_EQ(made.all.frames, 40);
    EXPECT_EQ(made.all.clips, 4);
    EXPECT_EQ(made.all.subjects, 3);
  }
}

TEST(SplitReport, TextShowsFoldsLinksLeaksAndWarnings) {
  const std::string text = publish::to_text(report(model::SplitBy::Subject));
  EXPECT_THAT(text, HasSubstr("split 'main': 2 folds by subject"));
  EXPECT_THAT(text, HasSubstr("fold  clips  frames  subjects  groups  (none)  covid"));
  EXPECT_THAT(text, HasSubstr("all       4      40         3       3       1      3"));
  EXPECT_THAT(text, HasSubstr("a and 1 more: subject m/p"));
  EXPECT_THAT(text, HasSubstr("No leaks found. Checked: objects"));
  EXPECT_THAT(text, HasSubstr("note: 1 clip has no label"));
  EXPECT_THAT(publish::to_text(report(model::SplitBy::Frame)), HasSubstr("40 of 40 frames leak"));
  EXPECT_THAT(publish::to_text(report(model::SplitBy::Frame)),
              HasSubstr("subject m/p in folds 0, 1: 20 frames of 2 clips"));
}

TEST(SplitReport, JsonHasTheSame) {
  const auto json = nlohmann::json::parse(publish::to_json(report(model::SplitBy::Subject)));
  EXPECT_EQ(json["folds"].size(), 2U);
  EXPECT_EQ(json["all"]["labels"]["covid"], 3);
  EXPECT_EQ(json["merged"][0]["clips"], (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(json["merged"][0]["link"], "subject");
  EXPECT_EQ(json["leaks"]["frames"], 0);
  EXPECT_EQ(json["warnings"].size(), 1U);
}

}  // namespace
