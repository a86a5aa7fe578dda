#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import.h"
#include "curate/validate/validate.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"

/// Clips that people contribute through the web page: entries of a manifest that the program writes, whose only copy is
/// the one in the dataset.
namespace curate {

/// The name of the manifest, and the id of its source.
inline constexpr const char* kContributions = "contributions";

/// What the labels of contributed clips can be: the manifest's taxonomy, or what it will have.
manifest::Taxonomy contribution_taxonomy(Dataset& dataset);
/// The axis by which contributors label: the dataset's main axis, if this taxonomy has it.
std::string contribution_axis(Dataset& dataset, const manifest::Taxonomy& taxonomy);

/// The id of a subject to whom a contributor gave this pseudonym, never that of another contributor's; empty where the
/// pseudonym means unknown.
std::string contributed_subject(std::string_view person, std::string_view pseudonym);

/// Completes an entry: the manifest's source; its sector is looked for.
model::Clip contributed_clip(model::Clip clip);

/// Why an entry cannot be in the manifest, in the words of `validate`; empty: it can.
std::vector<std::string> contribution_problems(Dataset& dataset, const model::Clip& clip);

/// A file before a curator decides on it: its entry, whose path is below `options.mirrors`, and how the person calls
/// it.
struct OfferedClip {
  model::Clip clip;
  std::string name;
};
/// Checks files as `sonoset validate` does, and compares them with the dataset. `options.against` is set here.
Validation check_contributions(Dataset& dataset, const std::vector<OfferedClip>& offered, ValidateOptions options,
                               const ValidateHooks& hooks);

/// Whether a file's name says something about a person or place.
bool is_identifying_name(const std::string& name);

/// Adds an entry to the manifest, or replaces it, and imports the manifest, by `options.recipe` the first time and then
/// as the last time. Returns why the clip could not be imported; its entry is then taken out again, unless it is the
/// only one, since a manifest has clips. After a kill at any moment the same call goes on. Throws what `import` throws,
/// InvalidInput for an entry with problems.
std::optional<model::Finding> accept_contribution(Dataset& dataset, const model::Clip& clip, ImportOptions options);

}  // namespace curate
