#include "catalog/fixture.h"

#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "catalog/splits.h"
#include "catalog/work.h"

namespace test {

using model::Role;

model::Source source_of(const std::string& id, const std::string& licence) {
  return {id, "Title of " + id, "https://example.org/" + id, licence, "https://example.org/licence", "ask", "Doe 2020"};
}

model::Clip clip_of(const std::string& id, const std::string& diagnosis) {
  model::Clip clip;
  clip.id = id;
  clip.source = "s";
  clip.path = id + ".mp4";
  clip.probe = "convex";
  clip.line = 7;
  if (!diagnosis.empty()) clip.labels = {{"diagnosis", diagnosis, "", "PCR", Role::Manifest}};
  return clip;
}

model::FrameSet set_of(const std::string& clip, const model::Recipe& recipe, const base::Digest& object, int count) {
  model::FrameSet set;
  set.clip = clip;
  set.recipe = recipe.digest();
  set.object = object;
  set.header = {"mov,mp4", "h264", "yuv420p", 0, 640, 480, 300, base::Rational(30000, 1001), base::Rational(10)};
  set.content.width = 640;
  set.content.height = 480;
  set.content.time_base = base::Rational(1, 90000);
  set.content.pictures = 299;
  set.content.grey = true;
  set.content.sample_aspect = base::Rational(4, 3);
  set.content.field_order = "tt";
  set.sector = model::FoundSector{.sector = model::make_fan({320, -40}, {60, 500}, {-0.6, 0.6}, {0, 0, 640, 480}),
                                  .confidence_permille = 900,
                                  .pictures = count};
  set.overlays = {{model::Overlay::Kind::Text, {10, 12, 80, 16}}, {model::Overlay::Kind::Ruler, {600, 20, 12, 400}}};
  set.texts = model::ReadTexts{{{{10, 12, 80, 16}, "Depth 12 cm"}}, 1, 0};
  set.depth_mm = 120;
  set.tags = model::FileTags{{{"make", "GE"}}, 0};
  for (int i = 0; i < count; ++i) {
    model::Frame frame;
    frame.picture = i * 10;
    frame.pts = i * 30000;
    frame.width = 320;
    frame.height = 240;
    frame.pixels = base::sha256(clip + std::to_string(i));
    frame.hash = (std::uint64_t{0xF000} << 48) + static_cast<std::uint64_t>(i);
    frame.sharpness = 100 - i % 7;
    frame.brightness = 1000 + i % 3;
    frame.file = base::sha256("file" + clip + std::to_string(i));
    frame.file_bytes = 5000 + i;
    set.frames.push_back(frame);
  }
  return set;
}

catalog::Decision decision_of(const std::string& who, const std::string& what) {
  return {"label", who, "2026-11-23T10:00:00Z", "looked at it", what};
}

CatalogTest::CatalogTest() {
  catalog::put_manifest(catalog, {"m", "Title", "lung-ultrasound", base::sha256("m")});
  catalog::put_source(catalog, "m", source_of("s"));
}

void CatalogTest::done(const model::Clip& clip, int frames) {
  catalog::put_clip(catalog, "m", clip, recipe);
  catalog::put_object(catalog, object, 1234);
  catalog::set_object(catalog, clip.id, object);
  catalog::put_frame_set(catalog, set_of(clip.id, recipe, object, frames));
  catalog::set_state(catalog, clip.id, catalog::State::Done);
}

void CatalogTest::fill() {
  catalog::put_manifest(catalog, {"n", "Other", "lung-ultrasound", base::sha256("n")});
  catalog::put_source(catalog, "n", source_of("s"));
  catalog::put_licence(catalog, "m", {"LicenseRef-x", "X", "https://example.org/x", true, true, false, true});
  model::Clip full = clip_of("a");
  full.url = "https://example.org/a.mp4";
  full.sha256 = object;
  full.stream = 1;
  full.window = {base::Rational(1, 2), base::Rational(7), std::nullopt, std::nullopt};
  full.region = model::Region{1, 2, 30, 40};
  full.subject = "p1";
  full.clip_case = "k1";
  full.licence = "LicenseRef-x";
  full.page = "https://example.org/page";
  full.notes = "noted";
  full.attributes = {{"age", "40"}, {"sex", "f"}};
  done(full, 3);
  model::Clip pictures = clip_of("b", "regular");
  pictures.window = {std::nullopt, std::nullopt, 3, 90};
  pictures.subject = "p2";
  done(pictures, 2);
  catalog::put_same_as(catalog, "m", {{{"n", "q1"}, {"m", "p1"}}});
  const catalog::Decision decision = decision_of("ann", R"({"clip":"a"})");
  catalog::add_label(catalog, "a", {"diagnosis", "pneumonia", "ann", "", Role::Annotator}, decision);
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a",
                        {{"truncated", "clip", "a", "ends after 3 pictures"}});
  catalog::resolve_findings(catalog, "clip", "a", "truncated", decision);
  const model::Link link{model::LinkKind::Object, object.hex(), "a", "b"};
  catalog::put_links(catalog, {model::LinkKind::Object}, {link});
  model::Split split;
  split.parameters = {"five", 5, model::SplitBy::Subject, 42, "diagnosis"};
  split.parameters.fold_names = {"a", "b", "c", "d", "e"};
  split.groups = {{{"a", "b"}, link, 3}};
  catalog::put_split(catalog, split);
  done(clip_of("gone"), 1);
  catalog::remove_clip(catalog, "gone");
  model::FrameSet noticed = set_of("b", recipe, object, 2);
  catalog::put_frame_set(catalog, noticed, {{"size-changed", "clip", "b", "x"}});
}

std::int64_t CatalogTest::number(std::string_view sql) {
  auto row = database.query(sql);
  return row.step() ? row.integer(0) : -1;
}

std::pair<base::Code, std::string> error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return {error.code(), error.what()};
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

}  // namespace test
