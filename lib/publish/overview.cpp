#include "publish/overview.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/scratch_folder.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/manifests.h"
#include "image/letterbox.h"
#include "publish/picture_rule.h"
#include "publish/work_queue.h"

namespace publish {
namespace {

constexpr int kTileSide = 240;

/// A tile without its picture, and the picture that it wants.
struct Draft {
  OverviewTile tile;
  WholePictures::Wanted wanted;
};

std::optional<Draft> draft_of(catalog::Catalog& catalog, const catalog::ClipRow& row) {
  const auto set = catalog::current_frame_set(catalog, row.clip.id);
  const auto recipe = set ? catalog::find_recipe(catalog, set->recipe) : std::nullopt;
  if (!recipe || set->frames.empty()) return std::nullopt;
  Draft draft;
  OverviewTile& tile = draft.tile;
  tile.clip = row.clip;
  tile.manifest = row.manifest;
  tile.width = set->content.width;
  tile.height = set->content.height;
  tile.found = set->sector;
  tile.overlays = set->overlays;
  tile.region = recipe->region;
  if (!tile.region && recipe->auto_region > 0 && set->sector) tile.region = set->sector->sector.bounds();
  if (!tile.region && recipe->sectors > 0 && set->sector) tile.region = set->sector->sector.bounds();
  tile.findings = catalog::findings(catalog, "clip", row.clip.id);
  // The middle one: the first is often black or a title.
  model::Recipe one = whole(*recipe);
  const std::int64_t picture = set->frames[set->frames.size() / 2].picture;
  one.window = {.from_s = {}, .to_s = {}, .first_picture = picture, .end_picture = picture + 1};
  one.sampling = {.kind = model::Sampling::Kind::All, .maximum = 1};
  one.format = model::StillFormat::Jpeg95;
  draft.wanted = {row.clip.id, model::file_name(row.clip), set->object, one};
  return draft;
}

// Clips with the least confidence first, then those whose sector nobody looked for.
auto order_of(const OverviewTile& tile) {
  return std::make_tuple(!tile.found, tile.found ? tile.found->confidence_permille : 0, tile.clip.id);
}

void add_picture(OverviewTile& tile, const WholePictures& pictures) {
  const WholePictures::Clip& clip = pictures.of(tile.clip.id);
  if (!clip.why.empty()) {
    tile.why = clip.why;
    return;
  }
  try {
    const base::Rational aspect = clip.content.rotation_deg % 180 == 0 || clip.content.sample_aspect.num() <= 0
                                      ? clip.content.sample_aspect
                                      : base::Rational(1) / clip.content.sample_aspect;
    const model::Region area = image::letterbox_area(tile.width, tile.height, aspect, kTileSide, kTileSide);
    tile.jpeg = thumbnail(area.width, area.height, pictures.read(clip, 0), tile.clip.id, clip.content);
    tile.jpeg_width = area.width;
    tile.jpeg_height = area.height;
  } catch (const base::Error& error) {
    if (error.code() != base::Code::Corrupt) throw;
    tile.why = error.what();
  }
}

}  // namespace

Overview make_overview(curate::Dataset& dataset, const OverviewOptions& options) {
  catalog::Catalog& catalog = dataset.catalog();
  Overview overview;
  for (const catalog::Filter& filter : options.where) overview.where.push_back(filter.column + "=" + filter.value);
  const auto chosen = catalog::matching_clips(catalog, options.where);
  std::vector<Draft> drafts;
  for (const catalog::ClipRow& row : catalog::clips(catalog)) {
    if (chosen && !chosen->contains(row.clip.id)) continue;
    if (auto draft = draft_of(catalog, row)) {
      drafts.push_back(*std::move(draft));
    } else {
      overview.without_frames.push_back(row.clip.id);
    }
  }
  std::ranges::sort(drafts, {}, [](const Draft& draft) { return order_of(draft.tile); });
  overview.more = drafts.size() > options.max_clips ? drafts.size() - options.max_clips : 0;
  drafts.resize(drafts.size() - overview.more);
  std::vector<WholePictures::Wanted> wanted;
  for (Draft& draft : drafts) {
    overview.tiles.push_back(std::move(draft.tile));
    wanted.push_back(std::move(draft.wanted));
  }
  WholePictures pictures(dataset, base::temporary_root(), options.workers);
  pictures.make(std::move(wanted), options.progress);
  WorkQueue queue;
  for (OverviewTile& tile : overview.tiles) queue.add([&tile, &pictures] { add_picture(tile, pictures); });
  queue.finish();
  const auto manifests = catalog::manifests(catalog);
  overview.title = manifests.size() == 1 ? manifests.front().title : "";
  if (overview.title.empty()) overview.title = dataset.folder().filename().string();
  return overview;
}

}  // namespace publish
