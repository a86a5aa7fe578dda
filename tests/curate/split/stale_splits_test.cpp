#include "curate/split/stale_splits.h"

#include <gtest/gtest.h>

namespace {

using curate::why_stale;
using model::LinkKind;

catalog::ClipSummary unit_of(const std::string& clip, const std::string& value = "healthy",
                             const std::string& subject = "") {
  catalog::ClipSummary unit;
  unit.clip = clip;
  unit.manifest = "m";
  unit.source = "s";
  unit.subject = subject.empty() ? "m/" + clip : subject;
  unit.value = value;
  unit.frames = 3;
  return unit;
}

model::Link link_of(const std::string& first, const std::string& second) {
  return {LinkKind::Subject, "m/p", first, second};
}

/// A split of a, b (together), c and d.
struct StaleSplits : testing::Test {
  StaleSplits() {
    split.parameters.by = model::SplitBy::Subject;
    split.groups = {{{"a", "b"}, link_of("a", "b"), 0}, {{"c"}, {}, 1}, {{"d"}, {}, 0}};
    for (const char* const clip : {"a", "b", "c", "d"}) values[clip] = "healthy";
  }
  std::string why() const { return why_stale(split, values, units, links); }

  model::Split split;
  std::map<std::string, std::string> values;
  std::vector<catalog::ClipSummary> units = {unit_of("a"), unit_of("b"), unit_of("c"), unit_of("d")};
  std::vector<model::Link> links = {link_of("a", "b")};
};

TEST_F(StaleSplits, OneThatFitsIsNot) {
  EXPECT_EQ(why(), "");
  units[0].frames = 7;
  units[0].licence = "MIT";
  EXPECT_EQ(why(), "") << "frames and licences are not what a split is made of";
}

TEST_F(StaleSplits, SayWhatCameAndWent) {
  units.push_back(unit_of("e"));
  EXPECT_EQ(why(), "1 clip came (e)");
  units.erase(units.begin() + 2, units.begin() + 4);
  EXPECT_EQ(why(), "1 clip came (e), 2 clips went (c, d)");
  for (const char* const clip : {"f", "g", "h"}) units.push_back(unit_of(clip));
  EXPECT_EQ(why(), "4 clips came (e, f, g and 1 more), 2 clips went (c, d)");
}

TEST_F(StaleSplits, SayWhichGroupsChanged) {
  links.push_back(link_of("c", "d"));
  EXPECT_EQ(why(), "1 clip changed group (d)") << "joined";
  links.clear();
  EXPECT_EQ(why(), "1 clip changed group (b)") << "fell apart";
}

// A clip between two that were apart: they stay what they are, and yet must be together now.
TEST_F(StaleSplits, ANewClipMayJoinGroups) {
  units.push_back(unit_of("e"));
  links.push_back(link_of("c", "e"));
  links.push_back(link_of("d", "e"));
  EXPECT_EQ(why(), "1 clip came (e), 1 clip changed group (d)");
}

TEST_F(StaleSplits, SayWhichLabelsChanged) {
  units[2].value = "covid-19";
  EXPECT_EQ(why(), "1 clip changed label (c)");
  values.erase("c");
  EXPECT_EQ(why(), "") << "nobody noted what it was";
}

TEST_F(StaleSplits, SayWhetherLabelsAloneChanged) {
  units[2].value = "covid-19";
  EXPECT_TRUE(curate::staleness_of(split, values, units, links).labels_only);
  units.push_back(unit_of("e"));
  EXPECT_FALSE(curate::staleness_of(split, values, units, links).labels_only);
}

// Nobody here grouped or balanced it, and what is not in the file was never to be in it.
TEST_F(StaleSplits, OneFromAFileMissesOnlyWhatWent) {
  split.parameters.file = "folds.csv";
  units[2].value = "covid-19";
  units.push_back(unit_of("e"));
  links.push_back(link_of("c", "d"));
  EXPECT_EQ(why(), "");
  units.erase(units.begin());
  EXPECT_EQ(why(), "1 clip went (a)");
}

// Clips that it left out on purpose did not come since; one that is left out now went.
TEST_F(StaleSplits, WhatIsLeftOutIsNotMissed) {
  split.parameters.unknown = model::UnknownClips::LeaveOut;
  units.push_back(unit_of("e"));
  units.back().subject.clear();
  EXPECT_EQ(why(), "");
  units[3].subject.clear();
  EXPECT_EQ(why(), "1 clip went (d)");
}

}  // namespace
