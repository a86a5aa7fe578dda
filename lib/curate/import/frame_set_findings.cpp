#include "curate/import/frame_set_findings.h"

#include "catalog/findings.h"
#include "curate/import/entry_findings.h"

namespace curate {

void put_frame_set_findings(catalog::Catalog& catalog, const model::Clip& clip,
                            const std::optional<base::Digest>& object, const std::vector<model::Finding>& found) {
  std::vector<model::Finding> media;
  std::vector<model::Finding> pictures;
  for (const model::Finding& finding : found) {
    (model::finding_code(finding.code).origin == model::Origin::Pictures ? pictures : media).push_back(finding);
  }
  if (object && !clip.sha256) media.push_back(digest_unnamed(clip.id, *object));
  catalog::put_findings(catalog, model::Origin::Media, "clip", clip.id, media);
  catalog::put_findings(catalog, model::Origin::Pictures, "clip", clip.id, pictures);
}

}  // namespace curate
