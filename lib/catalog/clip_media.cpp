#include "catalog/clip_media.h"

#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {

std::vector<ClipMedia> clip_media(Catalog& catalog) {
  auto row = catalog.database().query(
      "SELECT n.clip, c.probe, n.container, n.codec, n.sample_aspect, n.field_order, n.width, n.height, n.pictures,"
      " n.rate_mhz, n.duration_ms, ifnull(f.width, 0), ifnull(f.height, 0), ifnull(f.channels, 0),"
      " ifnull(o.size_bytes, 0)"
      " FROM clip_state n CROSS JOIN clip c ON c.name = n.clip"
      " LEFT JOIN frame f ON f.frame_set = n.frame_set"
      " AND f.picture = (SELECT min(picture) FROM frame WHERE frame_set = n.frame_set)"
      " LEFT JOIN object o ON o.digest = c.object"
      " WHERE +n.state = 'done' AND +n.frame_set IS NOT NULL ORDER BY n.clip");
  std::vector<ClipMedia> all;
  while (row.step()) {
    ClipMedia facts;
    facts.clip = read_id(row, 0, "clip");
    facts.probe = row.text(1);
    facts.container = row.text(2);
    facts.codec = row.text(3);
    facts.sample_aspect = row.text(4);
    facts.field_order = row.text(5);
    facts.width = row.integer(6);
    facts.height = row.integer(7);
    facts.pictures = row.integer(8);
    facts.rate_mhz = row.integer(9);
    facts.duration_ms = row.integer(10);
    facts.frame_width = row.integer(11);
    facts.frame_height = row.integer(12);
    facts.frame_channels = row.integer(13);
    facts.object_bytes = row.integer(14);
    all.push_back(std::move(facts));
  }
  return all;
}

}  // namespace catalog
