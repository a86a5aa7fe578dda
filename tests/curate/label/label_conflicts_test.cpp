#include "curate/label/label_conflicts.h"

#include <gtest/gtest.h>

#include "curate/split/links.h"

namespace {

using curate::label_conflicts;

const curate::NominalAxes kNominal = {{"m", {"diagnosis"}}, {"n", {"diagnosis"}}};

catalog::ClipRow row(const std::string& id, const std::string& url, const std::vector<model::Label>& labels,
                     const std::string& manifest = "m") {
  catalog::ClipRow made;
  made.manifest = manifest;
  made.clip.id = id;
  made.clip.source = "s";
  made.clip.url = url;
  made.clip.subject = "p-" + id;
  made.manifest_says = labels;
  return made;
}

std::vector<std::string> messages(const std::vector<catalog::ClipRow>& clips) {
  std::vector<std::string> texts;
  for (const auto& [clip, findings] : label_conflicts(clips, curate::make_links(clips, {}), kNominal)) {
    for (const model::Finding& finding : findings) texts.push_back(clip + ": " + finding.message);
  }
  return texts;
}

const model::Label kHealthy{"diagnosis", "healthy", "", "", model::Role::Manifest};
const model::Label kCovid{"diagnosis", "covid-19", "", "", model::Role::Manifest};

// One video whose halves show a healthy and a diseased lung, as in the public data: both clips have a finding.
TEST(LabelConflicts, FoundForOneUrlWithTwoDiagnoses) {
  EXPECT_EQ(messages({row("a", "https://e.org/x", {kHealthy}), row("b", "http://e.org/x", {kCovid}, "n"),
                      row("c", "https://e.org/y", {kHealthy})}),
            (std::vector<std::string>{"a: diagnosis is healthy here, but covid-19 in 'b' of the same file",
                                      "b: diagnosis is covid-19 here, but healthy in 'a' of the same file"}));
}

TEST(LabelConflicts, FoundByDigest) {
  auto one = row("a", "", {kHealthy});
  auto other = row("b", "", {kCovid});
  one.object = other.clip.sha256 = base::sha256("x");
  EXPECT_EQ(messages({one, other}).size(), 2U);
}

// Equal values, other axes and clips without labels do not contradict each other.
TEST(LabelConflicts, NotFoundWithoutContradiction) {
  const model::Label present{"b-lines", "present", "", "", model::Role::Manifest};
  const model::Label absent{"b-lines", "absent", "", "", model::Role::Manifest};
  model::Label opinion = kCovid;
  opinion.role = model::Role::Annotator;
  opinion.by = "dr-a";
  EXPECT_TRUE(
      messages({row("a", "https://e.org/x", {kHealthy, present}), row("b", "https://e.org/x", {kHealthy, absent}),
                row("c", "https://e.org/x", {}), row("d", "https://e.org/x", {opinion})})
          .empty());
}

// Three cuts of one recording, linked by packets and by pixels.
TEST(LabelConflicts, FoundInOneRecording) {
  const std::vector<catalog::ClipRow> clips = {row("a", "", {kHealthy}), row("b", "", {}), row("c", "", {kCovid})};
  const std::vector<model::Link> links = {{model::LinkKind::Packets, "k", "a", "b"},
                                          {model::LinkKind::Pixels, "l", "b", "c"}};
  const auto found = label_conflicts(clips, links, kNominal);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.at("a")[0].message, "diagnosis is healthy here, but covid-19 in 'c' of the same recording");
  EXPECT_EQ(found.at("c")[0].message, "diagnosis is covid-19 here, but healthy in 'a' of the same recording");
}

// Unconfirmed links give no conflicts.
TEST(LabelConflicts, NotFoundForClipsThatOnlyLookAlike) {
  const std::vector<catalog::ClipRow> clips = {row("a", "", {kHealthy}), row("b", "", {kCovid})};
  EXPECT_TRUE(label_conflicts(clips, {{model::LinkKind::NearDuplicate, "k", "a", "b"}}, kNominal).empty());
}

}  // namespace
