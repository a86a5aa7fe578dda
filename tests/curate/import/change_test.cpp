#include "curate/import/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using curate::Change;
using curate::differences;
using How = Change::How;
using testing::ElementsAre;
using testing::HasSubstr;
using What = Change::What;

curate::AttributeChange attribute(const std::string& key, std::optional<std::string> from,
                                  std::optional<std::string> to) {
  return {key, std::move(from), std::move(to)};
}

TEST(Differences, ListAddedRemovedAndChangedKeys) {
  EXPECT_THAT(
      differences({{"b", "1"}, {"c", "2"}, {"d", "3"}}, {{"a", "0"}, {"c", "2"}, {"d", "4"}}),
      ElementsAre(attribute("a", std::nullopt, "0"), attribute("b", "1", std::nullopt), attribute("d", "3", "4")));
  EXPECT_TRUE(differences({{"a", "1"}}, {{"a", "1"}}).empty());
}

// Counts first, the same edit of many clips on one line, long values cut.
TEST(ChangesForPeople, AreShort) {
  curate::ManifestChanges of{"m", false, {}, {}};
  for (int i = 0; i < 100; ++i) {
    of.changes.push_back({What::Clip, "c" + std::to_string(100 + i), How::Changed, {attribute("region", "A", "B")}});
  }
  of.changes.push_back({What::Clip, "x", How::Removed, {}});
  of.changes.push_back({What::Source, "s", How::Changed, {attribute("terms", std::nullopt, std::string(500, 'y'))}});
  const std::string text = curate::to_text({of});
  EXPECT_THAT(text, HasSubstr("manifest 'm': 100 clips changed, 1 removed; 1 source changed\n"));
  EXPECT_THAT(text,
              HasSubstr("  ~ 100 clips: c100, c101, c102, c103, c104, c105, c106, c107 and 92 more: region: A -> B\n"));
  EXPECT_THAT(text, HasSubstr("  - x\n"));
  EXPECT_THAT(text, HasSubstr("  ~ source s: terms: none -> yyyy"));
  EXPECT_LT(text.size(), 400U);
}

TEST(ChangesForPeople, AreLimited) {
  curate::ManifestChanges of{"m", false, {}, {}};
  for (int i = 0; i < 100; ++i) {
    const std::string id = std::to_string(i);
    of.changes.push_back({What::Clip, "c" + id, How::Changed, {attribute("notes", std::nullopt, "note " + id)}});
  }
  const std::string text = curate::to_text({of});
  EXPECT_THAT(text, HasSubstr("and 76 more lines; --json lists all"));
}

// Values come from untrusted files: they stay on one line, and no character is cut.
TEST(ChangesForPeople, ValuesStayOnOneLine) {
  std::string umlauts;
  for (int i = 0; i < 50; ++i) umlauts += "ü";
  const curate::ManifestChanges of{
      "m", false, {{What::Clip, "a", How::Changed, {attribute("notes", "two\nlines", "x" + umlauts)}}}, {}};
  const std::string text = curate::to_text({of});
  EXPECT_THAT(text, HasSubstr("notes: two lines -> xü"));
  EXPECT_THAT(text, HasSubstr("ü…\n"));
}

TEST(ChangesForPeople, AreEmptyWithoutChanges) {
  EXPECT_EQ(curate::to_text({{"m", false, {}, {}}}), "");
  const curate::ManifestChanges fresh{
      "m", true, {{What::Manifest, "m", How::Added, {}}, {What::Clip, "a", How::Added, {}}}, {}};
  EXPECT_EQ(curate::to_text({fresh}), "manifest 'm' is new: 1 clip\n");
}

}  // namespace
