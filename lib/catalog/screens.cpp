#include "catalog/screens.h"

#include <utility>

#include "catalog/frame_sets.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {

std::vector<Screen> screens(Catalog& catalog) {
  std::vector<Screen> all;
  auto row = catalog.database().query(
      "SELECT n.clip, c.manifest, c.source, c.probe, c.region_x IS NOT NULL AND NOT c.auto_region, s.recipe, s.object,"
      " s.content_width, s.content_height FROM sector e JOIN frame_set s ON s.id = e.frame_set"
      " JOIN clip_state n ON n.frame_set = s.id AND n.state = 'done' JOIN clip c ON c.name = n.clip ORDER BY n.clip");
  while (row.step()) {
    model::FrameSet set{read_id(row, 0, "clip_state"), row.digest(5), row.digest(6), {}, {}, {}};
    set.content.width = row.small(7);
    set.content.height = row.small(8);
    const auto found = sector_of(catalog, set);
    if (!found) continue;
    all.push_back({set.clip, read_id(row, 1, "clip"), row.text(2), row.text(3), row.boolean(4), set.content.width,
                   set.content.height, *found, overlays_of(catalog, set)});
  }
  return all;
}

}  // namespace catalog
