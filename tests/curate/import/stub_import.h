#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace test {

/// What curate::import does, without workers and files: what a clip's object and frames are follows from its entry and
/// recipe by rules of its own. Some clips fail.
class StubImport {
 public:
  struct Ran {
    std::vector<curate::ManifestChanges> changes;
    std::int64_t tried = 0;      ///< clips that were looked at
    std::int64_t surprises = 0;  ///< of these, whose object or failure nobody could know before
  };
  Ran run(curate::Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const model::Recipe& recipe);

 private:
  /// Whether it was as one could expect.
  bool make(curate::Dataset& dataset, const manifest::Manifest& manifest, const model::Clip& clip,
            const model::Recipe& recipe);
  /// Objects outlive what named them, in all datasets: a digest that was here once is found again.
  std::set<base::Digest> store_;
};

}  // namespace test
