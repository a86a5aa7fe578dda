#include <gmock/gmock.h>

#include <chrono>

#include "catalog/broken_rows.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "catalog/fixture.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "catalog/work.h"

namespace {

using base::Code;
using catalog::State;
using model::Role;
using test::clip_of;
using test::error_of;
using testing::HasSubstr;

class ClipsTest : public test::CatalogTest {
 protected:
  void put(const model::Clip& clip) { catalog::put_clip(catalog, "m", clip, recipe); }
  model::Clip back(const std::string& id) { return catalog::find_clip(catalog, id).value().clip; }
};

model::Clip full_clip() {
  model::Clip clip = clip_of("full");
  clip.url = "https://example.org/x?a=b";
  clip.sha256 = base::sha256("x");
  clip.stream = 2;
  clip.window = {base::Rational(1, 3), base::Rational(5), 4, 9};
  clip.region = model::Region{1, 2, 3, 4};
  clip.subject = "p";
  clip.clip_case = "k";
  clip.licence = "MIT";
  clip.page = "https://example.org";
  clip.notes = "notes";
  clip.labels = {{"a-lines", "yes", "", "", Role::Manifest}, {"diagnosis", "covid", "Dr X", "PCR", Role::Manifest}};
  clip.attributes = {{"age", "40"}, {"", "empty name"}, {"sex", ""}};
  return clip;
}

TEST_F(ClipsTest, EveryFieldRoundTrips) {
  put(full_clip());
  EXPECT_EQ(back("full"), full_clip());
  EXPECT_EQ(catalog::find_clip(catalog, "full")->manifest, "m");
  EXPECT_EQ(catalog::find_clip(catalog, "full")->recipe, recipe.digest());
  EXPECT_EQ(catalog::find_recipe(catalog, recipe.digest()), recipe);
  EXPECT_EQ(catalog::find_clip(catalog, "none"), std::nullopt);
  EXPECT_EQ(catalog::find_recipe(catalog, base::sha256("none")), std::nullopt);
}

TEST_F(ClipsTest, EveryFieldCanBeCleared) {
  put(full_clip());
  model::Clip bare = clip_of("full", "");
  put(bare);
  EXPECT_EQ(back("full"), bare);
  put(full_clip());
  EXPECT_EQ(back("full"), full_clip());
}

TEST_F(ClipsTest, AreListedByIdWithTheirDetails) {
  put(clip_of("c", ""));
  put(full_clip());
  put(clip_of("a"));
  const auto all = catalog::clips(catalog);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].clip, clip_of("a"));
  EXPECT_EQ(all[1].clip, clip_of("c", ""));
  EXPECT_EQ(all[2].clip, full_clip());
  EXPECT_EQ(catalog::clips(catalog, "m").size(), 3U);
  EXPECT_EQ(catalog::clips(catalog, "n").size(), 0U);
}

// curate::reconcile checks whether it may; decisions about it move along.
TEST_F(ClipsTest, AClipMayMoveToAnotherManifest) {
  catalog::put_manifest(catalog, {"n", "", "", base::sha256("n")});
  catalog::put_source(catalog, "n", test::source_of("s", "MIT"));
  done(clip_of("a"), 2);
  const model::Label curator{"diagnosis", "pneumonia", "ann", "CT", Role::Curator};
  catalog::add_label(catalog, "a", curator, test::decision_of("ann", "{}"));
  model::Clip clip = clip_of("a");
  clip.sha256 = object;
  EXPECT_TRUE(catalog::put_clip(catalog, "n", clip, recipe));
  EXPECT_EQ(catalog::find_clip(catalog, "a")->manifest, "n");
  EXPECT_THAT(back("a").labels, testing::Contains(curator));
  EXPECT_EQ(catalog::clip_summaries(catalog, "diagnosis")[0].licence, "MIT");
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->frames.size(), 2U);
}

// Decided labels stay when the manifest's labels change.
TEST_F(ClipsTest, OnlyManifestLabelsAreReplaced) {
  put(clip_of("a", "covid"));
  const model::Label curator{"diagnosis", "pneumonia", "ann", "CT", Role::Curator};
  catalog::add_label(catalog, "a", curator, test::decision_of("ann", "{}"));
  put(clip_of("a", "regular"));
  EXPECT_THAT(back("a").labels,
              testing::UnorderedElementsAre(curator, model::Label{"diagnosis", "regular", "", "PCR", Role::Manifest}));
  put(back("a"));
  EXPECT_EQ(back("a").labels.size(), 2U) << "a curator's label does not become the manifest's";
}

// A clip is made from the manifest's digest, else from what its URL gave before.
TEST_F(ClipsTest, KeepsItsFramesWhileTheObjectIsTheSame) {
  const auto object_now = [&] { return catalog::find_clip(catalog, "a")->object; };
  done(clip_of("a"), 2);
  model::Clip clip = clip_of("a");
  clip.notes = "changed";
  put(clip);
  EXPECT_EQ(object_now(), object) << "no digest in the manifest";
  clip.sha256 = object;
  put(clip);
  EXPECT_EQ(object_now(), object) << "this digest in the manifest";
  clip.sha256 = base::sha256("other");
  put(clip);
  EXPECT_EQ(object_now(), std::nullopt) << "another digest in the manifest";
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Planned);
  clip.sha256.reset();
  put(clip);
  EXPECT_EQ(object_now(), object) << "restored";
  clip.path = "elsewhere.mp4";
  put(clip);
  EXPECT_EQ(object_now(), std::nullopt) << "a new URL";
  clip.path = clip_of("a").path;
  put(clip);
  EXPECT_EQ(object_now(), object);
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Done);
}

// A new clip of a known URL has its object, unless the URL gave two.
TEST_F(ClipsTest, KnowsTheObjectOfAUrl) {
  model::Clip second = clip_of("b");
  second.path = clip_of("a").path;
  EXPECT_EQ(catalog::known_object(catalog, "m", second), std::nullopt);
  done(clip_of("a"), 1);
  EXPECT_EQ(catalog::known_object(catalog, "m", second), object);
  EXPECT_EQ(catalog::known_object(catalog, "n", second), std::nullopt) << "paths belong to their manifest";
  put(second);
  catalog::put_object(catalog, base::sha256("other"), 1);
  catalog::set_object(catalog, "b", base::sha256("other"));
  EXPECT_EQ(catalog::known_object(catalog, "m", second), base::sha256("other"));
  second.id = "c";
  EXPECT_EQ(catalog::known_object(catalog, "m", second), std::nullopt);
}

// A clip keeps the object that it knows from another when that one is forgotten.
TEST_F(ClipsTest, EachClipKnowsTheObjectOfItsUrl) {
  done(clip_of("a"), 1);
  model::Clip second = clip_of("b");
  second.sha256 = object;
  done(second, 1);
  second.path = clip_of("a").path;
  second.sha256.reset();
  put(second);
  EXPECT_EQ(catalog::find_clip(catalog, "b")->object, object);
  catalog::remove_clip(catalog, "a");
  for (const auto& set : catalog::frame_sets(catalog)) {
    if (set.clip == "a") catalog::remove_frame_set(catalog, set);
  }
  catalog::forget_unused(catalog);
  EXPECT_EQ(catalog::known_object(catalog, "m", second), object);
}

// Annotators' labels in a manifest are the manifest's, and are removed with it.
TEST_F(ClipsTest, ManifestsMayQuoteAnnotators) {
  model::Clip clip = clip_of("a", "");
  clip.labels = {{"diagnosis", "covid", "ann", "", Role::Annotator},
                 {"diagnosis", "covid", "bob", "", Role::Annotator}};
  put(clip);
  EXPECT_EQ(back("a").labels.size(), 2U);
  catalog::add_label(catalog, "a", {"diagnosis", "regular", "cy", "", Role::Annotator}, test::decision_of("cy", "{}"));
  EXPECT_EQ(catalog::find_clip(catalog, "a")->manifest_says.size(), 2U);
  put(clip);
  EXPECT_EQ(back("a").labels.size(), 3U) << "a decided label is not the manifest's";
  clip.labels.pop_back();
  put(clip);
  EXPECT_EQ(back("a").labels.size(), 2U);
}

// A removed clip is not listed, and gets its frames when it comes back.
TEST_F(ClipsTest, ARemovedClipKeepsItsFramesUntilGc) {
  done(clip_of("a"), 2);
  done(clip_of("b"), 2);
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {{"truncated", "clip", "a", "x"}});
  catalog::put_links(catalog, {}, {{model::LinkKind::Object, "k", "a", "b"}});
  const auto before = catalog::frame_sets(catalog).size();
  catalog::remove_clip(catalog, "a");
  EXPECT_EQ(error_of([&] { catalog::remove_clip(catalog, "a"); }).first, Code::NotFound);
  EXPECT_EQ(catalog::find_clip(catalog, "a"), std::nullopt);
  EXPECT_EQ(catalog::find_work(catalog, "a"), std::nullopt);
  EXPECT_TRUE(catalog::links(catalog).empty());
  EXPECT_EQ(number("SELECT count(*) FROM finding"), 0);
  EXPECT_EQ(catalog::frame_sets(catalog).size(), before);
  ASSERT_EQ(catalog::removed_clips(catalog).size(), 1U);
  EXPECT_EQ(catalog::removed_clips(catalog)[0].frames, 2);
  EXPECT_TRUE(catalog::broken_rows(catalog).empty());
  put(clip_of("a"));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Done);
  EXPECT_TRUE(catalog::removed_clips(catalog).empty());
}

TEST_F(ClipsTest, ForgetsUnusedRows) {
  done(clip_of("a"), 2);
  EXPECT_TRUE(catalog::unused_objects(catalog).empty());
  catalog::remove_clip(catalog, "a");
  EXPECT_EQ(catalog::unused_objects(catalog), std::vector{object});
  EXPECT_EQ(error_of([&] { catalog::forget_unused(catalog); }).first, Code::InvalidInput) << "frames still refer to it";
  for (const auto& set : catalog::frame_sets(catalog)) catalog::remove_frame_set(catalog, set);
  catalog::forget_unused(catalog);
  for (const char* const table : {"object", "recipe", "fetched_object", "removed_clip"}) {
    EXPECT_EQ(number(std::string("SELECT count(*) FROM ") + table), 0) << table;
  }
}

TEST_F(ClipsTest, ObjectsMustExist) {
  put(clip_of("a"));
  EXPECT_EQ(error_of([&] { catalog::set_object(catalog, "a", object); }).first, Code::InvalidInput);
  catalog::put_object(catalog, object, 10);
  catalog::put_object(catalog, object, 11);
  EXPECT_EQ(error_of([&] { catalog::set_object(catalog, "none", object); }).first, Code::NotFound);
  ASSERT_EQ(catalog::objects(catalog).size(), 1U);
  EXPECT_EQ(catalog::objects(catalog)[0].size_bytes, 11);
}

// put_clip sets the state.
TEST_F(ClipsTest, BecomesPlannedUnlessItsFramesExist) {
  put(clip_of("a"));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Planned);
  done(clip_of("a"), 2);
  put(clip_of("a"));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Done);
  model::Recipe other = recipe;
  other.region = model::Region{0, 0, 5, 5};
  catalog::put_clip(catalog, "m", clip_of("a"), other);
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Planned) << "a new recipe has no frames yet";
  EXPECT_EQ(catalog::current_frame_set(catalog, "a"), std::nullopt);
  put(clip_of("a"));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Done) << "the old recipe's frames still exist";
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->frames.size(), 2U);
}

TEST_F(ClipsTest, AFailedClipStaysFailedUntilItsEntryChanges) {
  put(clip_of("a"));
  catalog::set_state(catalog, "a", State::Failed, "truncated");
  put(clip_of("a"));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Failed);
  EXPECT_EQ(catalog::find_work(catalog, "a")->reason, "truncated");
  model::Clip changed = clip_of("a");
  changed.region = model::Region{1, 2, 3, 4};
  put(changed);
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Planned);
  EXPECT_EQ(catalog::find_work(catalog, "a")->reason, "");
  EXPECT_EQ(catalog::find_work(catalog, "a")->attempts, 1);
}

// Untrusted manifests: their text round-trips byte for byte.
TEST_F(ClipsTest, HostileTextRoundTrips) {
  const std::string hostile = std::string("'\"; DROP TABLE clip; --\n\0\xff\xfe%s", 30);
  model::Clip clip = clip_of("a");
  clip.path = hostile;
  clip.notes = hostile + std::string(100000, 'x');
  clip.subject = hostile;
  clip.labels[0].value = hostile;
  clip.attributes[hostile] = hostile;
  put(clip);
  EXPECT_EQ(back("a"), clip);
  EXPECT_EQ(catalog::clips(catalog)[0].clip, clip);
}

// Importing again without changes must be fast: 150 ms for all of it.
TEST_F(ClipsTest, PuttingUnchangedClipsIsFast) {
  std::vector<model::Clip> clips;
  for (int i = 0; i < 162; ++i) {
    clips.push_back(full_clip());
    clips.back().id = "clip-" + std::to_string(i);
  }
  const auto all = [&] {
    catalog::Transaction transaction(catalog);
    for (const model::Clip& clip : clips) put(clip);
    transaction.commit();
  };
  all();
  const auto start = std::chrono::steady_clock::now();
  all();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  RecordProperty("milliseconds", std::to_string(took.count()));
  EXPECT_LT(took.count(), 500) << "generous, for sanitizers and busy machines";
}

}  // namespace
