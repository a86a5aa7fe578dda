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

/// Does what curate::import does, without workers and files: a clip's object and frames follow from its entry and
/// recipe by fixed rules. Some clips fail.
class StubImport {
 public:
  struct Ran {
    std::vector<curate::ManifestChanges> changes;
    std::int64_t tried = 0;      ///< clips that were processed
    std::int64_t surprises = 0;  ///< of these, clips whose object or failure could not be known before
  };
  Ran run(curate::Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const model::Recipe& recipe);

 private:
  /// Whether the outcome was as expected.
  bool make(curate::Dataset& dataset, const manifest::Manifest& manifest, const model::Clip& clip,
            const model::Recipe& recipe);
  /// Objects stay available in all datasets: a digest that was there once is found again.
  std::set<base::Digest> store_;
};

}  // namespace test
