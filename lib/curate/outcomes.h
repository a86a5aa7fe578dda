#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/finding.h"
#include "model/recipe.h"

namespace curate {

/// The outcome of importing a clip: frames from an object, or findings.
struct ClipOutcome {
  std::optional<base::Digest> object;
  std::string failed;                    ///< the main finding's code; empty: it has frames
  std::vector<model::Finding> findings;  ///< of a failure
};

/// The outcome of importing a manifest, as far as it does not follow from the manifest, objects and decisions.
/// `rebuild` needs it.
struct Outcomes {
  base::Digest manifest;  ///< of the imported file
  model::Recipe recipe;   ///< sampling, channels and format; stream, window and region come from each clip
  std::string main_axis;
  std::map<std::string, ClipOutcome> clips;  ///< without clips that no import has reached
};

/// Writes NAME.outcomes.jsonl in a dataset's folder of manifests if it changed: a line with `format`, `manifest` (its
/// SHA-256), `recipe` and `main_axis`, then one line per clip, by id, with `clip` and `object`, or `clip`, `failed` and
/// `findings`.
void write_outcomes(catalog::Catalog& catalog, const std::filesystem::path& folder, std::string_view manifest);
/// The same for manifests without such a file, since older versions wrote none.
void write_missing_outcomes(catalog::Catalog& catalog, const std::filesystem::path& folder);
/// Empty if the dataset has no such file. Throws Corrupt with file and line.
std::optional<Outcomes> read_outcomes(const std::filesystem::path& folder, std::string_view manifest);

}  // namespace curate
