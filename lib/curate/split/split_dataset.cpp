#include "curate/split/split_dataset.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/derive.h"
#include "curate/record_split.h"
#include "curate/split/assignment_file.h"
#include "curate/split/compared.h"
#include "curate/split/folds.h"
#include "curate/split/leaks_text.h"
#include "curate/split/pictures.h"
#include "curate/split/split.h"
#include "curate/split/split_warnings.h"
#include "model/id.h"

namespace curate {
namespace {

void check_name(const std::string& name) {
  if (model::is_id(name)) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("'{}' is not a valid split name; use for example '{}'", name, model::suggest_id(name)));
}

// A split by subject or source must not leak; one that does is a bug and is not saved.
void check_promise(const model::SplitParameters& parameters, const Leaks& leaks) {
  const bool promises = parameters.by == model::SplitBy::Subject || parameters.by == model::SplitBy::Source;
  if (promises && parameters.file.empty() && leaks.clips > 0) {
    throw base::Error(base::Code::Corrupt,
                      "the split leaks and was not saved; please report this bug. " + to_sentence(leaks));
  }
}

// The labels that the split was balanced by.
std::map<std::string, std::string> values_of(const KeptSplit& kept) {
  const Folds folds(kept.made.split);
  std::map<std::string, std::string> values;
  for (const catalog::ClipSummary& unit : kept.units) {
    if (folds.group(unit.clip)) values.emplace_hint(values.end(), unit.clip, unit.value);
  }
  return values;
}

/// What a split is made from, as it is now.
struct Material {
  KeptSplit kept;
  std::vector<model::Link> links;
};

Material material_of(Dataset& dataset, const model::SplitParameters& parameters) {
  check_name(parameters.name);
  // A killed import may not have done this.
  derive(dataset);
  Material material;
  material.kept.units = catalog::clip_summaries(dataset.catalog(), parameters.axis);
  material.links = catalog::links(dataset.catalog());
  return material;
}

KeptSplit keep(Dataset& dataset, Material material, const Author& author) {
  KeptSplit& kept = material.kept;
  const model::Split& split = kept.made.split;
  catalog::Catalog& catalog = dataset.catalog();
  kept.leaks = check_leaks(split, kept.units, material.links, pictures_of(catalog), compared_of(catalog, split));
  check_promise(split.parameters, kept.leaks);
  if (std::string note = cases_for_people(kept.units, split); !note.empty()) {
    kept.made.warnings.push_back(std::move(note));
  }
  record_split(dataset, {split, values_of(kept)}, author);
  return std::move(kept);
}

std::vector<ClipPath> clip_paths(catalog::Catalog& catalog) {
  std::vector<ClipPath> paths;
  for (const catalog::ClipRow& row : catalog::clips(catalog)) paths.push_back({row.clip.id, row.clip.path});
  return paths;
}

}  // namespace

KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters, TestSetOf test,
                        const Author& author) {
  Material material = material_of(dataset, parameters);
  std::optional<model::Split> before;
  if (test != TestSetOf::New) before = catalog::find_split(dataset.catalog(), parameters.name);
  material.kept.made = make_split(material.kept.units, material.links, parameters,
                                  {before ? &*before : nullptr, test == TestSetOf::BeforeExtended});
  return keep(dataset, std::move(material), author);
}

KeptSplit continue_dataset_split(Dataset& dataset, const std::string& name, bool extend_test, const Author& author) {
  const std::optional<model::Split> before = catalog::find_split(dataset.catalog(), name);
  if (!before) {
    throw base::Error(base::Code::NotFound, fmt::format("no split '{}' to keep; run split without --keep", name));
  }
  Material material = material_of(dataset, before->parameters);
  ContinuedSplit continued = continue_split(material.kept.units, material.links, *before, extend_test);
  material.kept.made = std::move(continued.made);
  material.kept.continuation = std::move(continued.continuation);
  return keep(dataset, std::move(material), author);
}

KeptSplit split_dataset_from(Dataset& dataset, const model::SplitParameters& parameters,
                             const std::filesystem::path& file, const Author& author) {
  Material material = material_of(dataset, parameters);
  model::SplitParameters with;
  with.name = parameters.name;
  with.axis = parameters.axis;
  with.file = file.filename();
  const FileAssignment assignment =
      read_assignment(base::read_text(file), file.string(), clip_paths(dataset.catalog()));
  KeptSplit& kept = material.kept;
  kept.made = split_as_assigned(kept.units, material.links, with, assignment);
  if (const std::size_t count = kept.made.left_out.size(); count > 0) {
    kept.made.warnings.push_back(fmt::format("{} left out: not in '{}'", base::counted(count, "clip"), file.string()));
  }
  std::size_t without_frames = assignment.folds_of.size();
  for (const model::Group& group : kept.made.split.groups) without_frames -= group.clips.size();
  if (without_frames > 0) {
    kept.made.warnings.push_back(
        fmt::format("{} of '{}' left out: no frames", base::counted(without_frames, "clip"), file.string()));
  }
  return keep(dataset, std::move(material), author);
}

}  // namespace curate
