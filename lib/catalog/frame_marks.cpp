#include "catalog/frame_marks.h"

#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {

void each_frame_mark(Catalog& catalog, const std::function<void(MarkedSet)>& take_set,
                     const std::function<void(const FrameMark&)>& take_frame) {
  auto set = catalog.database().query(
      "SELECT n.clip, c.manifest, s.object, s.recipe, s.key_packets, s.id FROM clip_state n"
      " CROSS JOIN clip c ON c.name = n.clip CROSS JOIN frame_set s ON s.id = n.frame_set"
      " WHERE n.state = 'done' ORDER BY n.clip");
  while (set.step()) {
    MarkedSet marked{read_id(set, 0, "clip_state"), read_id(set, 1, "clip"), set.digest(2), set.digest(3), {}};
    if (!set.is_null(4)) {
      marked.key_packets = checked(model::packet_digests_from(set.view(4)), "frame_set", marked.clip, "key_packets");
    }
    take_set(std::move(marked));
    auto frame = catalog.database().query(
        "SELECT pixels, hash, sharpness, brightness FROM frame WHERE frame_set = ? ORDER BY picture", set.integer(5));
    while (frame.step()) {
      take_frame({frame.digest(0), static_cast<std::uint64_t>(frame.integer(1)), frame.integer(2), frame.integer(3)});
    }
  }
}

std::vector<std::string> clips_without_packets(Catalog& catalog) {
  std::vector<std::string> clips;
  auto row = catalog.database().query(
      "SELECT n.clip FROM clip_state n CROSS JOIN frame_set s ON s.id = n.frame_set"
      " WHERE n.state = 'done' AND s.key_packets IS NULL ORDER BY n.clip");
  while (row.step()) clips.push_back(row.text(0));
  return clips;
}

}  // namespace catalog
