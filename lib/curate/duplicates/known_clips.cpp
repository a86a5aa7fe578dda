#include "curate/duplicates/known_clips.h"

#include <utility>

#include "catalog/frame_marks.h"
#include "curate/duplicates/informative.h"

namespace curate {

std::vector<AskedClip> asked_clips(catalog::Catalog& catalog) {
  std::vector<AskedClip> asked;
  catalog::each_frame_mark(
      catalog,
      [&](const catalog::MarkedSet& set) {
        asked.push_back({{set.clip, set.manifest, set.object, set.recipe, {}, {}, set.key_packets}, {}});
      },
      [&](const catalog::FrameMark& mark) {
        AskedClip& clip = asked.back();
        clip.clip.pixels.push_back(mark.pixels);
        clip.clip.hashes.push_back(mark.hash);
        clip.informative.push_back(is_informative(mark.brightness, mark.sharpness));
      });
  return asked;
}

std::vector<KnownClip> known_clips(catalog::Catalog& catalog) {
  std::vector<KnownClip> known;
  for (AskedClip& asked : asked_clips(catalog)) known.push_back(std::move(asked.clip));
  return known;
}

}  // namespace curate
