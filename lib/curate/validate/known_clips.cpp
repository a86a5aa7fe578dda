#include "curate/validate/known_clips.h"

#include "catalog/clips.h"
#include "catalog/frame_sets.h"

namespace curate {

std::vector<KnownClip> known_clips(catalog::Catalog& catalog) {
  std::vector<KnownClip> known;
  for (const catalog::ClipRow& row : catalog::clips(catalog)) {
    const auto set = catalog::current_frame_set(catalog, row.clip.id);
    if (!set) continue;
    KnownClip clip{row.clip.id, row.manifest, set->object, set->recipe, {}, {}};
    for (const model::Frame& frame : set->frames) {
      clip.pixels.push_back(frame.pixels);
      clip.hashes.push_back(frame.hash);
    }
    known.push_back(std::move(clip));
  }
  return known;
}

}  // namespace curate
