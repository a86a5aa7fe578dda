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

/// What the import of a clip ended in: frames from an object, or findings.
struct ClipOutcome {
  std::optional<base::Digest> object;
  std::string failed;                    ///< the code that stands for all; empty: it has frames
  std::vector<model::Finding> findings;  ///< of a failure
};

/// What an import of a manifest ended in, as far as neither the manifest nor objects nor decisions say it: what the
/// catalog is rebuilt from, beside these.
struct Outcomes {
  base::Digest manifest;  ///< of the file that was imported
  model::Recipe recipe;   ///< sampling, channels and format; stream, window and region are each clip's own
  std::string main_axis;
  std::map<std::string, ClipOutcome> clips;  ///< without those that no import has reached
};

/// Writes NAME.outcomes.jsonl in a dataset's folder of manifests where it changed: a line with `format`, `manifest`
/// (its SHA-256), `recipe` and `main_axis`, then a line a clip, by id: `clip` and `object`, or `clip`, `failed` and
/// `findings`.
void write_outcomes(catalog::Catalog& catalog, const std::filesystem::path& folder, std::string_view manifest);
/// The same for each manifest of a dataset that has none: older versions wrote none.
void write_missing_outcomes(catalog::Catalog& catalog, const std::filesystem::path& folder);
/// Nothing where the dataset has no such file. Throws Corrupt with file and line.
std::optional<Outcomes> read_outcomes(const std::filesystem::path& folder, std::string_view manifest);

}  // namespace curate
