#include "curate/import/entry_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "curate/privacy/identity_findings.h"
#include "manifest/comments.h"

namespace curate {

std::vector<model::Finding> entry_findings(const model::Clip& clip, const manifest::Manifest& manifest) {
  std::vector<model::Finding> findings;
  const auto source =
      std::ranges::find_if(manifest.sources, [&](const model::Source& s) { return s.id == clip.source; });
  if (clip.licence.empty() && (source == manifest.sources.end() || source->licence.empty())) {
    findings.push_back({"licence-unknown", "clip", clip.id, fmt::format("source '{}' has no licence", clip.source)});
  }
  if (clip.subject.empty() && clip.clip_case.empty()) {
    findings.push_back({"unknown-subject", "clip", clip.id,
                        fmt::format("neither subject nor case; it may show any person of source '{}'", clip.source)});
  }
  const std::vector<model::Finding> named = file_name_findings(clip);
  findings.insert(findings.end(), named.begin(), named.end());
  if (const auto own = manifest.findings.find(clip.id); own != manifest.findings.end()) {
    findings.insert(findings.end(), own->second.begin(), own->second.end());
  }
  const std::vector<model::Finding> contradictory = manifest::contradictions(clip, manifest.terms);
  findings.insert(findings.end(), contradictory.begin(), contradictory.end());
  return findings;
}

model::Finding digest_unnamed(const std::string& clip, const base::Digest& object) {
  return {"digest-unnamed", "clip", clip, fmt::format("the file has SHA-256 {}", object.hex())};
}

}  // namespace curate
