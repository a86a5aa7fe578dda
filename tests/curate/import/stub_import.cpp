#include "curate/import/stub_import.h"

#include <optional>

#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/work.h"
#include "curate/derive.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/frame_set_findings.h"
#include "curate/import/record.h"

namespace test {
namespace {

std::optional<model::Finding> failure(const model::Clip& clip, const base::Digest& object) {
  const auto fail = [&](const char* code) { return model::Finding{code, "clip", clip.id, "by the stub's rules"}; };
  if (clip.region && clip.region->x >= 900) return fail("region-outside");
  if (clip.window.first_picture && *clip.window.first_picture >= 1000) return fail("window-empty");
  if (clip.stream == 1 && object.bytes[0] % 2 == 1) return fail("stream-missing");
  return std::nullopt;
}

std::vector<model::Finding> noticed(const model::Clip& clip, const base::Digest& object) {
  std::vector<model::Finding> findings;
  if (object.bytes[1] % 2 == 0) findings.push_back({"wrong-extension", "clip", clip.id, object.hex()});
  if (clip.region && clip.region->x == 7) findings.push_back({"size-changed", "clip", clip.id, "after 7 pictures"});
  return findings;
}

model::FrameSet frames_of(const model::Clip& clip, const model::Recipe& recipe, const base::Digest& object) {
  model::FrameSet set;
  set.clip = clip.id;
  set.recipe = recipe.digest();
  set.object = object;
  set.header.container = "mov";
  set.header.codec = "h264";
  set.content.width = 64;
  set.content.height = 48;
  for (int i = 0; i <= set.recipe.bytes[0] % 3; ++i) {
    model::Frame frame;
    frame.picture = 5 * i;
    frame.width = frame.height = 8;
    frame.pixels = base::sha256(object.hex() + set.recipe.hex() + std::to_string(i));
    set.frames.push_back(frame);
  }
  return set;
}

}  // namespace

bool StubImport::make(curate::Dataset& dataset, const manifest::Manifest& manifest, const model::Clip& clip,
                      const model::Recipe& recipe) {
  catalog::Catalog& catalog = dataset.catalog();
  const bool failed_before = catalog::find_work(catalog, clip.id)->state == catalog::State::Failed;
  const auto fail = [&](const model::Finding& finding) {
    catalog::set_state(catalog, clip.id, catalog::State::Failed, finding.code);
    catalog::put_findings(catalog, model::Origin::Media, "clip", clip.id, {finding});
    return failed_before;
  };
  const base::Digest at_path = base::sha256("bytes of " + clip.path);
  const auto known = catalog::known_object(catalog, manifest.name, clip);
  base::Digest object = at_path;
  if (known && store_.contains(*known)) {
    object = *known;
  } else if (clip.path == "missing.mp4") {
    return fail({"object-missing", "clip", clip.id, "by the stub's rules"});
  } else if (clip.sha256 && *clip.sha256 != at_path) {
    return fail({"digest-mismatch", "clip", clip.id, "by the stub's rules"});
  }
  if (const auto finding = failure(clip, object)) return fail(*finding);
  store_.insert(object);
  catalog::put_object(catalog, object, object.bytes[0] + 1);
  catalog::set_object(catalog, clip.id, object);
  const std::vector<model::Finding> findings = noticed(clip, object);
  catalog::put_frame_set(catalog, frames_of(clip, curate::recipe_for(clip, recipe), object), findings);
  catalog::set_state(catalog, clip.id, catalog::State::Done);
  curate::put_frame_set_findings(catalog, clip, object, findings);
  return known.has_value() && !failed_before;
}

StubImport::Ran StubImport::run(curate::Dataset& dataset, const std::vector<manifest::Manifest>& manifests,
                                const model::Recipe& recipe) {
  Ran ran;
  ran.changes = curate::record(dataset, manifests, recipe, true);
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  for (const manifest::Manifest& manifest : manifests) {
    for (const model::Clip& clip : manifest.clips) {
      if (catalog::find_work(catalog, clip.id)->state == catalog::State::Done) continue;
      ++ran.tried;
      if (!make(dataset, manifest, clip, recipe)) ++ran.surprises;
    }
  }
  curate::derive(dataset);
  transaction.commit();
  return ran;
}

}  // namespace test
