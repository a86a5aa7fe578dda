#include "catalog/work.h"
#include "catalog/broken_rows.h"
#include "catalog/clips.h"
#include "catalog/digest.h"
#include "catalog/fixture.h"
#include "catalog/frame_sets.h"
#include "catalog/list.h"
#include "catalog/status.h"

namespace {

using base::Code;
using catalog::State;
using test::clip_of;
using test::error_of;

class WorkTest : public test::CatalogTest {};

TEST_F(WorkTest, EveryStateHasANameAndIsKept) {
  catalog::put_clip(catalog, "m", clip_of("a"), recipe);
  for (const State state : {State::Fetched, State::Done, State::Failed, State::Planned}) {
    EXPECT_EQ(catalog::state_from(to_string(state)), state);
    catalog::set_state(catalog, "a", state, state == State::Failed ? "truncated" : "");
    ASSERT_EQ(catalog::work(catalog).size(), 1U);
    EXPECT_EQ(catalog::work(catalog)[0].state, state);
    EXPECT_EQ(catalog::work(catalog)[0].reason, state == State::Failed ? "truncated" : "");
  }
  EXPECT_EQ(catalog::find_work(catalog, "a")->attempts, 1) << "only failures count";
  EXPECT_EQ(catalog::state_from("lost"), std::nullopt);
  EXPECT_EQ(catalog::find_work(catalog, "none"), std::nullopt);
  EXPECT_EQ(error_of([&] { catalog::set_state(catalog, "none", State::Done); }).first, Code::NotFound);
}

TEST_F(WorkTest, FrameSetsRoundTrip) {
  done(clip_of("a"), 4);
  model::FrameSet set = test::set_of("a", recipe, object, 5);
  set.content.rotation_deg = 270;
  set.content.mirrored = true;
  set.content.sample_aspect = base::Rational(4, 3);
  set.content.field_order = "tt";
  set.content.first_pts = -5;
  set.content.pictures_counted = set.content.interlaced = set.content.alpha = true;
  set.content.bit_depth = 10;
  set.frames[1].time_source = model::TimeSource::BestEffort;
  set.frames[2].time_source = model::TimeSource::Previous;
  set.frames[2].channels = 3;
  set.frames[3].hash = 0xFFFFFFFFFFFFFFFF;
  catalog::put_frame_set(catalog, set);
  const auto back = catalog::current_frame_set(catalog, "a");
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->recipe, set.recipe);
  EXPECT_EQ(back->object, set.object);
  EXPECT_EQ(back->header, set.header);
  EXPECT_EQ(back->content, set.content);
  EXPECT_EQ(back->frames, set.frames);
  EXPECT_EQ(catalog::frames(catalog, set), set.frames);
  ASSERT_EQ(catalog::frame_sets(catalog).size(), 1U) << "the previous one was replaced";
  EXPECT_TRUE(catalog::frame_sets(catalog)[0].frames.empty());
  EXPECT_EQ(catalog::status(catalog).frames, 5);
}

TEST_F(WorkTest, FrameSetsNeedTheirClipRecipeAndObject) {
  catalog::put_clip(catalog, "m", clip_of("a"), recipe);
  EXPECT_EQ(error_of([&] { catalog::put_frame_set(catalog, test::set_of("a", recipe, object, 1)); }).first,
            Code::InvalidInput);
  EXPECT_EQ(number("SELECT count(*) FROM frame_set"), 0);
}

// Two frames of one picture are an error of the worker; nothing is stored.
TEST_F(WorkTest, RejectsASetWithDuplicateFrames) {
  done(clip_of("a"), 2);
  model::FrameSet set = test::set_of("a", recipe, object, 3);
  set.frames[2].picture = set.frames[1].picture;
  EXPECT_EQ(error_of([&] { catalog::put_frame_set(catalog, set); }).first, Code::InvalidInput);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->frames.size(), 2U);
}

TEST_F(WorkTest, KeepsSetsOfOtherRecipes) {
  done(clip_of("a"), 2);
  model::Recipe other;
  other.format = model::StillFormat::Jpeg95;
  catalog::put_clip(catalog, "m", clip_of("b"), other);
  catalog::put_frame_set(catalog, test::set_of("a", other, object, 7));
  EXPECT_TRUE(catalog::has_frame_set(catalog, "a", recipe.digest(), object));
  EXPECT_TRUE(catalog::has_frame_set(catalog, "a", other.digest(), object));
  EXPECT_FALSE(catalog::has_frame_set(catalog, "b", other.digest(), object));
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->frames.size(), 2U);
  EXPECT_EQ(catalog::status(catalog).frames, 2) << "only wanted frames count";
  catalog::remove_frame_set(catalog, test::set_of("a", other, object, 0));
  EXPECT_EQ(catalog::frame_sets(catalog).size(), 1U);
  EXPECT_EQ(number("SELECT count(*) FROM frame"), 2);
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Done);
}

TEST_F(WorkTest, AClipThatLosesItsFramesBecomesPlanned) {
  done(clip_of("a"), 2);
  catalog::remove_frame_set(catalog, test::set_of("a", recipe, object, 0));
  EXPECT_EQ(catalog::find_work(catalog, "a")->state, State::Planned);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a"), std::nullopt);
  EXPECT_EQ(catalog::status(catalog).frames, 0);
}

// A hostile container can claim any rate and duration.
// As if it had never been done: its frames were lost, for example, and its file cannot be found.
TEST_F(WorkTest, AFailedClipHasNeitherObjectNorFrames) {
  done(clip_of("a"), 3);
  catalog::set_state(catalog, "a", State::Failed, "object-missing");
  EXPECT_EQ(catalog::find_clip(catalog, "a")->object, std::nullopt);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a"), std::nullopt);
  EXPECT_TRUE(catalog::broken_rows(catalog).empty());
}

TEST_F(WorkTest, ShowsImpossibleHeaderValues) {
  done(clip_of("a"), 1);
  model::FrameSet set = test::set_of("a", recipe, object, 1);
  set.header.duration_s = base::Rational(INT64_MAX);
  set.header.rate_hz = base::Rational(INT64_MAX, 3);
  catalog::put_frame_set(catalog, set);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->header, set.header);
  EXPECT_EQ(catalog::list(catalog, {"clips", {}, "duration_s"}).rows.size(), 1U);
}

// A failed reading is known until object, recipe or reader changes.
TEST_F(WorkTest, CountsRepeatedFailedReadings) {
  catalog::put_clip(catalog, "m", clip_of("a"), recipe);
  catalog::put_clip(catalog, "m", clip_of("b"), recipe);
  catalog::FailedReading reading{"a", object, recipe.digest(), "1.0, 64 MB", "worker-crashed", 0};
  const auto kept = [&] { return catalog::failed_readings(catalog); };
  for (int attempt = 1; attempt <= 3; ++attempt) {
    catalog::put_failed_reading(catalog, reading);
    reading.attempts = attempt;
    EXPECT_EQ(kept(), std::vector{reading});
  }
  for (auto change : {+[](catalog::FailedReading& r) { r.object = base::sha256("other"); },
                      +[](catalog::FailedReading& r) { r.recipe = base::sha256("other"); },
                      +[](catalog::FailedReading& r) { r.reader = "1.1, 64 MB"; }}) {
    change(reading);
    catalog::put_failed_reading(catalog, reading);
    EXPECT_EQ(kept().at(0).attempts, 1);
  }
  const auto before = catalog::digest(catalog);
  catalog::put_failed_reading(catalog, {"b", object, recipe.digest(), "1.0", "truncated", 0});
  EXPECT_EQ(kept().size(), 2U);
  EXPECT_EQ(catalog::digest(catalog), before) << "work state is not in the digest";
  catalog::forget_failed_reading(catalog, "a");
  catalog::forget_failed_reading(catalog, "nobody");
  EXPECT_EQ(kept().at(0).clip, "b");
}

// A row that was changed by hand is reported.
TEST_F(WorkTest, UnknownValuesInRowsAreCorrupt) {
  done(clip_of("a"), 1);
  database.run_script("PRAGMA ignore_check_constraints = ON; UPDATE frame SET time_source = 'guess'");
  const auto [code, words] = error_of([&] { catalog::current_frame_set(catalog, "a"); });
  EXPECT_EQ(code, Code::Corrupt);
  EXPECT_EQ(words, "catalog: table 'frame', row 'a': invalid value 'guess'; run 'sonoset fsck'");
  database.run_script("UPDATE clip_state SET state = 'lost'");
  EXPECT_EQ(error_of([&] { catalog::work(catalog); }).first, Code::Corrupt);
  database.run_script("UPDATE frame_set SET content_time_base = '1/0'");
  EXPECT_EQ(error_of([&] { catalog::frame_sets(catalog); }).first, Code::Corrupt);
}

}  // namespace
