// Comments that contradict labels are found, and others are not.
#include "manifest/comments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> messages(const std::string& diagnosis, const std::string& comment,
                                  const std::string& attribute = "comment-md1") {
  model::Clip clip;
  clip.id = "a";
  if (!diagnosis.empty()) clip.labels.push_back({"diagnosis", diagnosis, "", "", model::Role::Manifest});
  if (attribute.empty()) {
    clip.notes = comment;
  } else {
    clip.attributes[attribute] = comment;
  }
  std::vector<std::string> messages;
  for (const model::Finding& finding : contradictions(clip, *built_in_taxonomy("lung-ultrasound"))) {
    EXPECT_EQ(finding.code, "comment-contradicts");
    messages.push_back(finding.message);
  }
  return messages;
}

// Comments of the POCUS sheet.
TEST(Comments, ThoseThatContradict) {
  EXPECT_THAT(messages("covid-19", "Normal lung, single B line"),
              ElementsAre("diagnosis is covid-19, but comment-md1 says 'normal lung'"));
  EXPECT_THAT(messages("bacterial-pneumonia", ">95% of the image is about liver, do not use"),
              ElementsAre("the clip has labels, but comment-md1 says 'do not use'"));
  EXPECT_THAT(messages("healthy", "effusion + consolidation, would't label the patient as healthy", ""),
              ElementsAre("diagnosis is healthy, but the notes say 'would't label the patient as healthy'"));
  EXPECT_THAT(messages("viral-pneumonia", "Viral and bacterial\npneumonia"),
              ElementsAre("diagnosis is viral-pneumonia, but comment-md1 says 'bacterial pneumonia'"));
  EXPECT_THAT(messages("healthy", "Don\u2019t use!", "Note of the reader"),
              ElementsAre("the clip has labels, but Note of the reader says 'don't use'"));
}

// The same in other words.
TEST(Comments, ThoseThatContradictInOtherWords) {
  EXPECT_THAT(messages("covid-19", "No COVID"), ElementsAre("diagnosis is covid-19, but comment-md1 says 'no covid'"));
  EXPECT_THAT(messages("covid-19", "PCR negative for SARS-CoV-2"),
              ElementsAre("diagnosis is covid-19, but comment-md1 says 'negative for sars cov 2'"));
  EXPECT_THAT(messages("covid-19", "COVID-19 ruled out"),
              ElementsAre("diagnosis is covid-19, but comment-md1 says 'covid 19 ruled out'"));
  EXPECT_THAT(messages("healthy", "COVID positive, day 3"),
              ElementsAre("diagnosis is healthy, but comment-md1 says 'covid'"));
  EXPECT_THAT(messages("healthy", "not normal"),
              ElementsAre("diagnosis is healthy, but comment-md1 says 'not normal'"));
  for (const char* const comment :
       {"no covid", "No Covid-19", "non-COVID", "no evidence of COVID-19", "covid ruled out"})
    EXPECT_THAT(messages("healthy", comment), IsEmpty()) << comment;
}

TEST(Comments, ThoseThatDoNot) {
  EXPECT_THAT(messages("healthy", "Normal lung"), IsEmpty());
  EXPECT_THAT(messages("", "Normal lung, do not use"), IsEmpty());
  EXPECT_THAT(messages("covid-19", "those areas are no normal lung anymore"), IsEmpty());
  EXPECT_THAT(messages("bacterial-pneumonia", "normal lung sliding"), IsEmpty());
  EXPECT_THAT(messages("healthy", "COVID-19 negative"), IsEmpty());
  // Whole words, next to each other, in one part of a sentence.
  EXPECT_THAT(messages("covid-19", "abnormal lungs; normal. Lung"), IsEmpty());
  EXPECT_THAT(messages("covid-19", "Normal lung", "title"), IsEmpty());
}

TEST(Comments, PhrasesAreChecked) {
  const char* const kHead =
      "format: 1\nname: x\naxes:\n  - {id: mood, definition: A mood., values: [{id: good, definition: Good.}]}\n";
  const auto problem = [&](const std::string& comments) {
    const ParsedTaxonomy parsed = parse_taxonomy(kHead + comments, "t.yaml");
    return parsed.taxonomy ? std::string() : parsed.problems.front().text();
  };
  EXPECT_EQ(problem("comments:\n  - {phrases: [fine], axis: mood, values: [good]}\n"), "");
  EXPECT_EQ(problem("comments:\n  - {phrases: [fine], axis: mood, values: [bad]}\n"),
            "t.yaml:6:43: comments[0].values: axis 'mood' has no value 'bad'; use one of: good");
  EXPECT_EQ(problem("comments:\n  - {phrases: [fine], axis: mood}\n"),
            "t.yaml:6:5: comments[0].values: 'axis' and 'values' belong together");
  EXPECT_THAT(problem("comments:\n  - {axis: mood, values: [good]}\n"), testing::HasSubstr("phrases"));
}

}  // namespace
}  // namespace manifest
