#include "curate/split/pictures.h"

#include "catalog/frame_sets.h"

namespace curate {

Pictures pictures_of(catalog::Catalog& catalog) {
  return [&catalog](std::string_view clip) {
    std::vector<std::int64_t> pictures;
    if (const std::optional<model::FrameSet> set = catalog::current_frame_set(catalog, clip)) {
      for (const model::Frame& frame : set->frames) pictures.push_back(frame.picture);
    }
    return pictures;
  };
}

}  // namespace curate
