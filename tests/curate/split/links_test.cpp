#include "curate/split/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using curate::make_links;
using model::Link;
using model::LinkKind;
using testing::ElementsAre;
using testing::IsEmpty;

catalog::ClipRow row(const std::string& id, const std::string& manifest = "m") {
  catalog::ClipRow made;
  made.manifest = manifest;
  made.clip.id = id;
  made.clip.source = "s-" + id;  // its own source, so that only the test's fields link it
  return made;
}

catalog::ClipRow with_subject(const std::string& id, const std::string& subject, const std::string& manifest = "m") {
  catalog::ClipRow made = row(id, manifest);
  made.clip.subject = subject;
  return made;
}

TEST(Links, ByObjectWhetherImportedOrOnlyInTheManifest) {
  catalog::ClipRow here = row("a");
  here.object = base::sha256("bytes");
  catalog::ClipRow named = row("b");
  named.clip.sha256 = base::sha256("bytes");
  EXPECT_THAT(make_links({here, named}, {}),
              ElementsAre(Link{LinkKind::Object, base::sha256("bytes").hex(), "a", "b"}));
}

TEST(Links, ChainTheClipsOfAKeyByTheirIds) {
  EXPECT_THAT(make_links({with_subject("c", "p"), with_subject("a", "p"), with_subject("b", "p")}, {}),
              ElementsAre(Link{LinkKind::Subject, "m/p", "a", "b"}, Link{LinkKind::Subject, "m/p", "b", "c"}));
}

TEST(Links, EqualSubjectsOfTwoManifestsNeedSameAs) {
  const std::vector<catalog::ClipRow> clips = {with_subject("a", "p1", "m"), with_subject("b", "p1", "n")};
  EXPECT_THAT(make_links(clips, {}), IsEmpty());
  EXPECT_THAT(make_links(clips, {{{"n", "p1"}, {"m", "p1"}}}), ElementsAre(Link{LinkKind::Subject, "m/p1", "a", "b"}));
}

// same_as is transitive: if a is b and c is b, then a is c, in any order.
TEST(Links, SameAsIsTransitive) {
  curate::SameAs said = {{{"x", "3"}, {"x", "4"}},
                         {{"x", "1"}, {"x", "2"}},
                         {{"x", "5"}, {"x", "4"}},
                         {{"x", "2"}, {"x", "5"}},
                         {{"x", "9"}, {"x", "9"}}};
  std::ranges::sort(said);
  do {
    const curate::People people(said);
    for (const char* name : {"1", "2", "3", "4", "5"}) ASSERT_EQ(people.key("x", name), "x/1");
    ASSERT_EQ(people.key("x", "9"), "x/9");
    ASSERT_EQ(people.key("y", "1"), "y/1");
  } while (std::next_permutation(said.begin(), said.end()));
}

// Unknown never means unique: clips with neither subject nor case are linked.
TEST(Links, SameSourceOnlyLinksUnknownClips) {
  std::vector<catalog::ClipRow> clips = {row("a"), row("b"), row("c"), row("d"), row("e", "n")};
  for (catalog::ClipRow& clip : clips) clip.clip.source = "site";
  clips[1].clip.subject = "p";
  clips[2].clip.clip_case = "story";
  EXPECT_THAT(make_links(clips, {}), ElementsAre(Link{LinkKind::SameSource, "m/site", "a", "d"}));
}

// An equal page or title does not mean that two clips show one person.
TEST(Links, PagesAndTextAreNotLinks) {
  catalog::ClipRow a = with_subject("a", "p");
  catalog::ClipRow b = with_subject("b", "q");
  for (catalog::ClipRow* clip : {&a, &b}) {
    clip->clip.page = "https://example.org/gallery";
    clip->clip.notes = "the same words";
    clip->clip.attributes["title"] = "the same title";
  }
  EXPECT_THAT(make_links({a, b}, {}), IsEmpty());
}

TEST(Links, DoNotDependOnTheOrderOfClips) {
  std::vector<catalog::ClipRow> clips;
  for (int i = 0; i < 6; ++i) {
    clips.push_back(row(std::string(1, static_cast<char>('a' + i))));
    clips.back().clip.source = "site";
    if (i % 2 == 0) clips.back().clip.clip_case = "c" + std::to_string(i % 3);
    clips.back().clip.url = "https://e.org/" + std::to_string(i / 2);
  }
  const std::vector<Link> links = make_links(clips, {});
  std::ranges::reverse(clips);
  EXPECT_EQ(make_links(clips, {}), links);
  EXPECT_EQ(std::ranges::count_if(links, [](const Link& l) { return l.kind == LinkKind::MediaUrl; }), 3);
  for (const Link& link : links) EXPECT_LT(link.first, link.second);
}

}  // namespace
