#include "curate/split/compared.h"

#include <algorithm>

#include "catalog/frame_marks.h"
#include "catalog/links.h"
#include "curate/split/folds.h"

namespace curate {

Compared compared_of(catalog::Catalog& catalog, const model::Split& split) {
  std::int64_t clips = 0;
  for (const model::Group& group : split.groups) clips += static_cast<std::int64_t>(group.clips.size());
  const std::vector<model::LinkKind> kinds = catalog::compared_kinds(catalog);
  const auto where = [&](model::LinkKind kind) { return std::ranges::find(kinds, kind) == kinds.end() ? 0 : clips; };
  Compared compared;
  compared.pixels = where(model::LinkKind::Pixels);
  compared.near_duplicates = where(model::LinkKind::NearDuplicate);
  compared.packets = where(model::LinkKind::Packets);
  if (compared.packets == 0) return compared;
  const Folds folds(split);
  for (const std::string& clip : catalog::clips_without_packets(catalog)) {
    compared.packets -= folds.group(clip) ? 1 : 0;
  }
  return compared;
}

}  // namespace curate
