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

TEST_F(StaleSplits, AFittingSplitIsNotStale) {
  EXPECT_EQ(why(), "");
  units[0].frames = 7;
  units[0].licence = "MIT";
  EXPECT_EQ(why(), "") << "a split does not depend on frames and licences";
}

TEST_F(StaleSplits, NameAddedAndRemovedClips) {
  units.push_back(unit_of("e"));
  EXPECT_EQ(why(), "1 clip added (e)");
  units.erase(units.begin() + 2, units.begin() + 4);
  EXPECT_EQ(why(), "1 clip added (e), 2 clips removed (c, d)");
  for (const char* const clip : {"f", "g", "h"}) units.push_back(unit_of(clip));
  EXPECT_EQ(why(), "4 clips added (e, f, g and 1 more), 2 clips removed (c, d)");
}

TEST_F(StaleSplits, NameRegroupedClips) {
  links.push_back(link_of("c", "d"));
  EXPECT_EQ(why(), "1 clip changed group (d)") << "joined";
  links.clear();
  EXPECT_EQ(why(), "1 clip changed group (b)") << "fell apart";
}

// A new clip connects two groups, whose clips did not change.
TEST_F(StaleSplits, NoticeANewClipThatJoinsGroups) {
  units.push_back(unit_of("e"));
  links.push_back(link_of("c", "e"));
  links.push_back(link_of("d", "e"));
  EXPECT_EQ(why(), "1 clip added (e), 1 clip changed group (d)");
}

TEST_F(StaleSplits, NameRelabelledClips) {
  units[2].value = "covid-19";
  EXPECT_EQ(why(), "1 clip changed label (c)");
  values.erase("c");
  EXPECT_EQ(why(), "") << "its label was not recorded";
}

TEST_F(StaleSplits, TellIfOnlyLabelsChanged) {
  units[2].value = "covid-19";
  EXPECT_TRUE(curate::staleness_of(split, values, units, links).labels_only);
  units.push_back(unit_of("e"));
  EXPECT_FALSE(curate::staleness_of(split, values, units, links).labels_only);
}

// Groups and balance are the file's, and clips that are not in the file were never in the split.
TEST_F(StaleSplits, FromAFileOnlyRemovedClipsCount) {
  split.parameters.file = "folds.csv";
  units[2].value = "covid-19";
  units.push_back(unit_of("e"));
  links.push_back(link_of("c", "d"));
  EXPECT_EQ(why(), "");
  units.erase(units.begin());
  EXPECT_EQ(why(), "1 clip removed (a)");
}

// Clips that are left out on purpose do not count as added; a clip that is left out now counts as removed.
TEST_F(StaleSplits, LeftOutClipsDoNotCount) {
  split.parameters.unknown = model::UnknownClips::LeaveOut;
  units.push_back(unit_of("e"));
  units.back().subject.clear();
  EXPECT_EQ(why(), "");
  units[3].subject.clear();
  EXPECT_EQ(why(), "1 clip removed (d)");
}

}  // namespace
